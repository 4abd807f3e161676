package sower.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.FileVolume;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.metainfo.Metainfo;
import sower.partition.PartitionTable;

/// A real disk as far as the kernel can tell: a loop device with what sfdisk and mkfs made.
@Tag("system")
class CaptureSystemTest {
    private static final String TABLE =
            """
            label: gpt
            size=64M, type=uefi, name="EFI"
            size=200M, type=linux, name="root"
            size=32M, type=swap
            size=20M, type=linux
            """;

    @TempDir private Path folder;
    private Path disk = Path.of("");

    @BeforeEach
    void makeMaster() throws IOException {
        Needs.root();
        Needs.tool("losetup", "sfdisk", "mke2fs", "mkfs.fat", "mcopy", "mkswap", "e2fsck");
        Needs.tool("fsck.fat", "mount", "umount");
        disk = FileVolume.sparse(folder.resolve("master.img"), 400 << 20);
        Programs.feed(TABLE, "sfdisk", "-q", disk.toString());
        var data = new byte[3_000_000];
        new Random(1).nextBytes(data);
        var file = Files.write(folder.resolve("data"), data).toString();
        try (var efi = partition(1)) {
            Programs.run("mkfs.fat", "-F32", efi.path().toString());
            Programs.run("mcopy", "-i", efi.path().toString(), file, "::/");
        }
        try (var root = partition(2)) {
            Programs.run("mke2fs", "-q", "-t", "ext4", "-L", "root", root.path().toString());
            var point = mount(root);
            Programs.run("cp", "-r", "/etc", file, point);
            Programs.run("umount", point);
        }
        try (var swap = partition(3)) {
            Programs.run("mkswap", "-L", "swappy", swap.path().toString());
        }
    }

    @Test
    void aWholeDiskIsListedAndCaptured() throws IOException {
        var library = folder.resolve("library");
        try (var loop = LoopDevice.of(disk)) {
            var listed = run("disks", "--loops", "--json");
            assertTrue(listed.contains(loop.path().toString()), listed);
            assertTrue(listed.contains("swappy"), listed);

            var device = loop.path().toString();
            run("capture", device, "--name", "lab", "--no-compress", "--library", library + "");

            var image = new ImageLibrary(library).open("lab");
            assertEquals(4, image.manifest().volumes().size());
            assertUsedBytesAreEqual(image, loop.path());
            var volumes = image.manifest().volumes();
            Programs.run("fsck.fat", "-n", image.raw(volumes.get(0)).toString());
            Programs.run("e2fsck", "-fn", image.raw(volumes.get(1)).toString());
            assertFilesAreEqual(image.raw(volumes.get(1)));
        }
    }

    @Test
    void aMountedPartitionIsRefusedAndNothingIsLeft() throws IOException {
        var library = folder.resolve("library");
        try (var loop = LoopDevice.of(disk);
                var root = partition(2)) {
            var point = mount(root);
            try {
                var err = new StringWriter();
                int code =
                        CommandLineProgram.run(
                                new PrintWriter(new StringWriter()),
                                new PrintWriter(err),
                                "capture",
                                loop.path().toString(),
                                "--name",
                                "lab",
                                "--library",
                                library.toString());
                assertEquals(3, code, err.toString());
                assertTrue(err.toString().contains("is mounted on " + point), err.toString());
            } finally {
                Programs.run("umount", point);
            }
        }
        assertEquals(List.of(), new ImageLibrary(library).list());
    }

    private static void assertUsedBytesAreEqual(Image image, Path device) throws IOException {
        try (var source = BlockDevice.openSource(device)) {
            for (var volume : image.manifest().volumes()) {
                if (volume.contents() != Manifest.Contents.DATA) {
                    continue;
                }
                var torrent = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
                var part = source.slice(new Extent(volume.offset(), volume.length()));
                try (var raw = BlockDevice.openSource(image.raw(volume))) {
                    for (var extent : torrent.extents()) {
                        int length = (int) extent.length();
                        assertArrayEquals(
                                part.bytes(extent.offset(), length),
                                raw.bytes(extent.offset(), length));
                    }
                }
            }
        }
    }

    private void assertFilesAreEqual(Path raw) throws IOException {
        try (var loop = LoopDevice.of(raw, "-r")) {
            var point = Files.createDirectories(folder.resolve("copy")).toString();
            Programs.run("mount", "-o", "ro,noload", loop.path().toString(), point);
            try {
                Programs.run("diff", "-r", "--no-dereference", "/etc", point + "/etc");
                Programs.run("cmp", folder.resolve("data").toString(), point + "/data");
            } finally {
                Programs.run("umount", point);
            }
        }
    }

    private LoopDevice partition(int slot) throws IOException {
        try (var source = BlockDevice.openSource(disk)) {
            for (var partition : PartitionTable.read(source, 512).orElseThrow().partitions()) {
                if (partition.slot() == slot) {
                    return LoopDevice.of(disk, partition.extent());
                }
            }
        }
        throw new AssertionError("no partition " + slot);
    }

    private String mount(LoopDevice loop) throws IOException {
        var point = Files.createDirectories(folder.resolve("mnt")).toString();
        Programs.run("mount", loop.path().toString(), point);
        return point;
    }

    private static String run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = CommandLineProgram.run(new PrintWriter(out), new PrintWriter(err), args);
        assertEquals(0, code, err.toString());
        return out.toString();
    }
}
