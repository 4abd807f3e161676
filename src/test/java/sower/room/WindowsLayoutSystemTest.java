package sower.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.FileTree;
import sower.filesystem.FileVolume;
import sower.filesystem.FuseMount;
import sower.image.Image;

/// Disks as Windows lays them out, captured from a device and restored over a used one: the other
/// programs that read them find the same there.
@Tag("system")
class WindowsLayoutSystemTest {
    private static final long MIB = 1 << 20;
    private static final long LENGTH = 190 * MIB;
    private static final int WINDOWS = 3;
    private static final int RECOVERY = 4;

    // as Windows' setup makes it: the recovery partition is required and has no drive letter
    private static final String GPT =
            """
            label: gpt
            label-id: 5C0A9C1E-7C51-4B5B-9D1C-2B8D9E6F1A01
            size=40M, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="EFI system partition", attrs="GUID:63"
            size=16M, type=E3C9E316-0B5C-4DB8-817D-F92DF00215AE, name="Microsoft reserved partition", attrs="GUID:63"
            size=96M, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7, name="Basic data partition"
            size=24M, type=DE94BBA4-06D1-4D40-A16A-BFD50179D6AC, attrs="RequiredPartition GUID:63"
            """;

    @TempDir private Path folder;
    private Path master = Path.of("");

    @BeforeEach
    void machineHasWhatIsNeeded() throws IOException {
        Needs.root();
        Needs.tool(
                "losetup", "sfdisk", "sgdisk", "mkfs.fat", "fsck.fat", "mcopy", "umount", "stat");
        Needs.tool("mkntfs", "ntfs-3g", "ntfsresize", "ntfsfix", "setfattr");
        master = FileVolume.sparse(folder.resolve("master.img"), LENGTH);
    }

    @Test
    void aDiskWithWindowsIsTheSameOnAnotherDisk() throws Exception {
        Programs.feed(GPT, "sfdisk", "-q", master.toString());
        var loader = makeEfi();
        makeNtfs(WINDOWS, "Windows");
        makeNtfs(RECOVERY, "Recovery");
        fillWindows();
        fill(RECOVERY);
        var trees = Map.of(WINDOWS, tree(master, WINDOWS), RECOVERY, tree(master, RECOVERY));
        assertTrue(trees.get(WINDOWS).size() > 1000, "files: " + trees.get(WINDOWS).size());

        var image = capture();
        var target = restore();

        assertEquals(
                List.of("vfat DATA", " EMPTY", "ntfs DATA", "ntfs DATA"),
                image.manifest().volumes().stream()
                        .map(volume -> volume.filesystem() + " " + volume.contents())
                        .toList());
        assertTableIsEqual(target);
        try (var efi = LoopDevice.of(target, Master.extent(target, 1))) {
            var device = efi.path().toString();
            Programs.run("fsck.fat", "-n", device);
            var copied = folder.resolve("copied").toString();
            Programs.run("mcopy", "-i", device, "::/EFI/Microsoft/Boot/bootmgfw.efi", copied);
            assertArrayEquals(loader, Files.readAllBytes(Path.of(copied)));
        }
        for (int slot : List.of(WINDOWS, RECOVERY)) {
            assertNtfsIsSound(target, slot);
            assertEquals(trees.get(slot), tree(target, slot));
        }
        new Noise(target).assertUntouchedOutside(image); // the reserved partition among it
    }

    @Test
    void aHybridIsTheSameOnAnotherDisk() throws Exception {
        Programs.feed(GPT, "sfdisk", "-q", master.toString());
        Programs.run("sgdisk", "-h", "1:3", master.toString());
        makeEfi();
        makeNtfs(WINDOWS, "Windows");
        fill(WINDOWS);
        var files = tree(master, WINDOWS);

        var image = capture();
        var target = restore();

        assertTableIsEqual(target);
        assertEquals(dump(master, "-Y", "dos"), dump(target, "-Y", "dos"));
        Programs.run("sgdisk", "-v", target.toString());
        assertNtfsIsSound(target, WINDOWS);
        assertEquals(files, tree(target, WINDOWS));
        assertEquals(3, entriesBesidesNone(target));
        try (var bytes = BlockDevice.openSource(target)) {
            var unused = image.manifest().volumes().get(RECOVERY - 1);
            assertEquals("unknown", unused.filesystem()); // and so it was taken whole
            var recovery = new byte[(int) unused.length()];
            assertArrayEquals(recovery, bytes.bytes(unused.offset(), recovery.length));
        }
        new Noise(target).assertUntouchedOutside(image);
    }

    @Test
    void logicalPartitionsAreTheSameOnAnotherDisk() throws Exception {
        Programs.feed(
                """
                label: dos
                label-id: 0x1234abcd
                1: start=2048, size=40M, type=c, bootable
                2: size=140M, type=f
                5: size=60M, type=7
                6: size=40M, type=7
                """,
                "sfdisk",
                "-q",
                master.toString());
        makeEfi();
        makeNtfs(5, "data");
        makeNtfs(6, "more");
        fill(5);
        fill(6);
        var trees = new HashMap<Integer, Map<String, String>>();
        for (int slot : List.of(5, 6)) {
            trees.put(slot, tree(master, slot));
        }

        var image = capture();
        var target = restore();

        assertTableIsEqual(target);
        for (int slot : List.of(5, 6)) {
            assertNtfsIsSound(target, slot);
            assertEquals(trees.get(slot), tree(target, slot));
        }
        new Noise(target).assertUntouchedOutside(image);
    }

    private byte[] makeEfi() throws IOException {
        var loader = new byte[1_500_000];
        new Random(11).nextBytes(loader);
        var file = Files.write(folder.resolve("bootmgfw.efi"), loader).toString();
        try (var efi = LoopDevice.of(master, Master.extent(master, 1))) {
            var device = efi.path().toString();
            Programs.run("mkfs.fat", "-F32", "-n", "SYSTEM", device);
            Programs.run(
                    "mmd", "-i", device, "::/EFI", "::/EFI/Microsoft", "::/EFI/Microsoft/Boot");
            Programs.run("mcopy", "-i", device, file, "::/EFI/Microsoft/Boot/");
        }
        return loader;
    }

    private void makeNtfs(int slot, String label) throws IOException {
        try (var device = LoopDevice.of(master, Master.extent(master, slot))) {
            Programs.run("mkntfs", "-F", "-Q", "-q", "-L", label, device.path().toString());
        }
    }

    /// Folders, a sparse file, compressed and many small files, and holes where files were.
    private void fillWindows() throws IOException {
        try (var mount = mount(master, WINDOWS, "rw,compression")) {
            var tree = new FileTree(mount.path(), 3);
            tree.make(1100, 12_000).age(3, 12_000);
            var sparse = mount.path().resolve("pagefile.sys");
            FileVolume.sparse(sparse, 300 * MIB); // larger than the volume
            Files.write(mount.path().resolve("swapfile.sys"), new byte[4_000_000]);
            var packed = Files.createDirectories(mount.path().resolve("Windows/WinSxS"));
            var compressed = "0x00000800"; // FILE_ATTRIBUTE_COMPRESSED, for what is made in it
            Programs.run(
                    "setfattr", "-n", "system.ntfs_attrib_be", "-v", compressed, packed.toString());
            for (int i = 0; i < 20; i++) {
                var text = "component %d of the operating system; ".formatted(i).repeat(20_000);
                var file = Files.writeString(packed.resolve("component " + i), text);
                var blocks = Programs.run("stat", "-c", "%b", file.toString()).strip();
                assertTrue(
                        Long.parseLong(blocks) * 512 < text.length() / 2,
                        "not compressed: " + file);
            }
            try (var file = new RandomAccessFile(sparse.toFile(), "rw")) {
                file.seek(200 * MIB);
                file.write("in the middle of nothing".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void fill(int slot) throws IOException {
        try (var mount = mount(master, slot, "rw")) {
            new FileTree(mount.path(), slot).make(40, 100_000).age(2, 100_000);
        }
    }

    private FuseMount mount(Path disk, int slot, String options) throws IOException {
        var part = Master.extent(disk, slot);
        return FuseMount.of(
                "ntfs-3g",
                disk,
                folder.resolve("mounted"),
                options,
                "-o",
                "" + part.offset(),
                "--sizelimit",
                "" + part.length());
    }

    private Map<String, String> tree(Path disk, int slot) throws IOException {
        try (var mount = mount(disk, slot, "ro")) {
            return FileTree.hashes(mount.path());
        }
    }

    private Image capture() throws Exception {
        try (var loop = LoopDevice.of(master, "-r")) {
            return Captured.by(folder, loop.path(), folder.resolve("library"), "windows");
        }
    }

    private Path restore() throws Exception {
        var target = Noise.make(folder.resolve("target.img"), LENGTH).file();
        try (var loop = LoopDevice.of(target)) {
            Delivery.run(folder, folder.resolve("library"), "windows", loop.path());
        }
        return target;
    }

    private void assertTableIsEqual(Path target) throws IOException {
        var verdict = Programs.run("sfdisk", "--verify", target.toString());
        assertTrue(verdict.contains("No errors detected"), verdict);
        assertEquals(dump(master), dump(target));
    }

    /// What sfdisk says, but for the first and last sector that partitions may have: sfdisk keeps
    /// away from the edges further than it must.
    private static String dump(Path disk, String... options) throws IOException {
        var command = new ArrayList<>(List.of("sfdisk", "-d"));
        command.addAll(List.of(options));
        command.add(disk.toString());
        return Programs.run(command.toArray(String[]::new))
                .lines()
                .filter(line -> !line.matches("(first|last)-lba:.*"))
                .collect(Collectors.joining("\n"))
                .replace(disk.toString(), "DISK");
    }

    /// Partitions that the first sector of a hybrid names, with the one that protects the GPT.
    private static long entriesBesidesNone(Path disk) throws IOException {
        return dump(disk, "-Y", "dos").lines().filter(line -> line.startsWith("DISK")).count();
    }

    private static void assertNtfsIsSound(Path disk, int slot) throws IOException {
        var part = Master.extent(disk, slot);
        try (var device = LoopDevice.of(disk, part);
                var bytes = BlockDevice.openSource(disk)) {
            var path = device.path().toString();
            Programs.run("ntfsresize", "--check", "-f", path);
            Programs.run("ntfsresize", "--info", "--no-action", "-f", path);
            var verdict = Programs.run("ntfsfix", "--no-action", path);
            assertTrue(verdict.contains("processed successfully"), verdict);
            var last = new Extent(part.end() - 512, 512); // mkntfs: the partition's last sector
            assertArrayEquals(
                    bytes.bytes(part.offset(), 512), bytes.bytes(last.offset(), 512), "backup");
        }
    }
}
