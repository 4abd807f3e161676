package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.filesystem.FileTree;
import sower.filesystem.FileVolume;
import sower.image.Comparison;
import sower.image.Image;
import sower.image.Manifest;

/// A real ext4 volume, captured, changed by the kernel, captured again and restored in every
/// version.
@Tag("system")
class VersionSystemTest {
    private static final long LENGTH = 480L << 20;
    private static final int FILES = 1000;
    private static final int LARGEST = 800_000;
    private static final int ONE_IN_FIFTY = 50; // two percent

    @TempDir private Path folder;

    @Test
    void twoPercentOfTheFilesChange() throws Exception {
        Needs.root();
        Needs.tool("losetup", "mke2fs", "e2fsck", "mount", "umount", "stat");
        var disk = FileVolume.sparse(folder.resolve("master.img"), LENGTH);
        Programs.run("mke2fs", "-q", "-t", "ext4", "-b", "4096", disk.toString());
        var trees = new TreeMap<String, Map<String, String>>();
        var tree = new FileTree(folder.resolve("mnt"), 7);

        trees.put("lab@1", change(disk, () -> tree.make(FILES, LARGEST)));
        var first = capture(disk);
        trees.put("lab@2", change(disk, () -> tree.replace(ONE_IN_FIFTY)));
        var second = capture(disk);
        trees.put("lab@3", change(disk, () -> tree.overwrite(ONE_IN_FIFTY)));
        var third = capture(disk);

        assertTrue(storedPercent("replaced", first, second) < 5);
        assertTrue(keptPercent(first, second) > 90);
        assertTrue(storedPercent("overwritten in place", second, third) < 5);
        for (var version : trees.entrySet()) {
            assertEquals(version.getValue(), restored(version.getKey()), version.getKey());
        }
    }

    private interface Change {
        FileTree apply() throws IOException;
    }

    /// Lets the kernel change the volume; gives the files' hashes.
    private Map<String, String> change(Path disk, Change change) throws IOException {
        var point = Files.createDirectories(folder.resolve("mnt"));
        try (var loop = LoopDevice.of(disk)) {
            Programs.run("mount", loop.path().toString(), point.toString());
            try {
                change.apply();
                return FileTree.hashes(point);
            } finally {
                Programs.run("umount", point.toString());
            }
        }
    }

    private Image capture(Path disk) throws Exception {
        return Captured.by(folder, disk, folder.resolve("library"), "lab", "--no-compress");
    }

    private static double storedPercent(String what, Image older, Image newer) throws IOException {
        Manifest.Volume volume = newer.manifest().volumes().getFirst();
        long blocks =
                Long.parseLong(
                        Programs.run("stat", "-c", "%b", newer.raw(volume).toString()).strip());
        long stored = blocks * 512;
        var compared = Comparison.of(older.manifest(), newer.manifest()).getFirst();
        double percent = 100.0 * stored / compared.bytes();
        System.out.printf(
                "2 %% of %d files %s: %,d of %,d bytes stored (%.1f %%), %d of %d pieces equal, %,d bytes in the others%n",
                FILES,
                what,
                stored,
                compared.bytes(),
                percent,
                compared.equalPieces(),
                compared.pieces(),
                compared.changedBytes());
        return percent;
    }

    private static double keptPercent(Image older, Image newer) {
        var compared = Comparison.of(older.manifest(), newer.manifest()).getFirst();
        return 100.0 * compared.equalPieces() / compared.pieces();
    }

    /// Restores a version to a blank disk, through the swarm, and gives its files' hashes.
    private Map<String, String> restored(String version) throws Exception {
        var target = FileVolume.sparse(folder.resolve("target.img"), LENGTH);
        Delivery.run(folder, folder.resolve("library"), version, target);
        Programs.run("e2fsck", "-fn", target.toString());
        var point = Files.createDirectories(folder.resolve("mnt"));
        try (var loop = LoopDevice.of(target, "-r")) {
            Programs.run("mount", "-o", "ro,noload", loop.path().toString(), point.toString());
            try {
                return FileTree.hashes(point);
            } finally {
                Programs.run("umount", point.toString());
                Files.delete(target);
            }
        }
    }
}
