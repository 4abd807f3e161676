package sower.exchange.clonezilla;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.Intake;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.exchange.Forms;
import sower.filesystem.FileTree;
import sower.filesystem.FuseMount;
import sower.image.Comparison;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.room.Delivery;
import sower.room.Noise;

/// A disk with four kinds of contents, saved as Clonezilla saves it, imported, and restored through
/// the swarm over a disk that was used before.
@Tag("system")
class ClonezillaSystemTest {
    @TempDir private Path scratch;

    @BeforeEach
    void machineHasWhatIsNeeded() {
        Needs.root();
        Needs.tool("losetup", "sfdisk", "mke2fs", "mkfs.fat", "mcopy", "mkswap", "mkntfs");
        Needs.tool("ntfs-3g", "ntfsfix", "ntfsresize", "e2fsck", "fsck.fat", "blkid", "mount");
        Needs.tool("partclone.extfs", "partclone.fat32", "partclone.ntfs", "partclone.dd");
        Needs.tool("gzip", "zstd", "split");
    }

    @Test
    void whatClonezillaSavedIsTheSameDisk() throws Exception {
        var saved = ClonezillaImage.make(scratch);
        saved.describe();
        saved.save(1, "partclone.fat32", List.of(), "gz", 0);
        saved.save(2, "partclone.extfs", List.of("-a", "1", "-k", "7"), "zst", 1_000_000);
        saved.save(3, "partclone.ntfs", List.of("-a", "0"), "gz", 3_000_000);
        saved.save(5, "partclone.dd", List.of(), "zst", 0);
        var library = new ImageLibrary(scratch.resolve("library"));
        var captured = capture(saved.disk(), library);

        var image =
                new Intake(library, "import", "", Capture.Options.of(false))
                        .run(Forms.recognise(saved.folder()), _ -> {}, () -> false);

        assertIsTheSame(captured, image);
        var target = Noise.make(scratch.resolve("target.img"), ClonezillaImage.LENGTH);
        Delivery.run(scratch, scratch.resolve("library"), "import", target.file());
        assertEquals(dump(saved.disk()), dump(target.file()));
        var verdict = Programs.run("sfdisk", "--verify", target.file().toString());
        assertTrue(verdict.contains("No errors detected"), verdict);
        var copy = new ClonezillaImage(target.file(), saved.folder());
        assertIsSound(copy);
        assertEquals(ext4(saved), ext4(copy));
        assertEquals(ntfs(saved), ntfs(copy));
        try (var before = BlockDevice.openSource(saved.disk());
                var after = BlockDevice.openSource(target.file())) {
            var unknown = saved.extent(5);
            assertArrayEquals(
                    before.bytes(unknown.offset(), (int) unknown.length()),
                    after.bytes(unknown.offset(), (int) unknown.length()));
            assertArrayEquals(before.bytes(0, 440), after.bytes(0, 440)); // boot code
        }
        target.assertUntouchedOutside(image);
    }

    /// Everything but the names, which are another disk's.
    private static void assertIsTheSame(Image captured, Image imported) {
        assertEquals(captured.manifest().layout(), imported.manifest().layout());
        for (int i = 0; i < captured.manifest().volumes().size(); i++) {
            var ours = captured.manifest().volumes().get(i);
            var theirs = imported.manifest().volumes().get(i);
            assertEquals(
                    List.of(ours.contents(), ours.filesystem(), ours.label(), ours.uuid()),
                    List.of(theirs.contents(), theirs.filesystem(), theirs.label(), theirs.uuid()));
            if (ours.contents() == Manifest.Contents.DATA) {
                assertEquals(ours.used(), theirs.used(), ours.name());
                assertEquals(ours.lastExtentEnd(), theirs.lastExtentEnd());
                assertEquals(ours.sha256(), theirs.sha256(), ours.name());
            }
        }
        for (var row : Comparison.of(captured.manifest(), imported.manifest())) {
            assertEquals(row.pieces(), row.equalPieces(), row.volume());
        }
    }

    private static Image capture(Path disk, ImageLibrary library) throws IOException {
        try (var source = BlockDevice.openSource(disk)) {
            var plan = CapturePlan.of(LocalDisks.of().at(disk), source);
            return new Capture(plan, library, "capture", "", Capture.Options.of(false))
                    .run(_ -> {}, () -> false);
        }
    }

    private static String dump(Path disk) throws IOException {
        var dump = Programs.run("sfdisk", "-d", disk.toString());
        return dump.replaceAll("(?m)^(first|last)-lba.*\n", "").replace(disk.toString(), "DISK");
    }

    private static void assertIsSound(ClonezillaImage disk) throws IOException {
        try (var efi = disk.partition(1);
                var root = disk.partition(2);
                var data = disk.partition(3)) {
            Programs.run("fsck.fat", "-n", efi.path().toString());
            Programs.run("e2fsck", "-fn", root.path().toString());
            Programs.run("ntfsresize", "--check", "-f", data.path().toString());
            var verdict = Programs.run("ntfsfix", "--no-action", data.path().toString());
            assertTrue(verdict.contains("processed successfully"), verdict);
        }
    }

    private Map<String, String> ext4(ClonezillaImage disk) throws IOException {
        var point = Files.createDirectories(scratch.resolve("mnt"));
        try (var root = LoopDevice.of(disk.disk(), disk.extent(2))) {
            Programs.run("mount", "-o", "ro,noload", root.path().toString(), point.toString());
            try {
                return FileTree.hashes(point);
            } finally {
                Programs.run("umount", point.toString());
            }
        }
    }

    private Map<String, String> ntfs(ClonezillaImage disk) throws IOException {
        var part = disk.extent(3);
        try (var mount =
                FuseMount.of(
                        "ntfs-3g",
                        disk.disk(),
                        scratch.resolve("mounted"),
                        "ro",
                        "-o",
                        "" + part.offset(),
                        "--sizelimit",
                        "" + part.length())) {
            return FileTree.hashes(mount.path());
        }
    }
}
