package sower.room;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.filesystem.FileVolume;

/// A master that is seeded in place, and what other programs do to it meanwhile.
@Tag("system")
class InPlaceSystemTest {
    private static final int SECONDS = 10;

    @TempDir private Path folder;

    @Test
    void aMasterThatIsMountedAndWrittenIsToldAtOnce() throws Exception {
        Needs.root();
        Needs.tool("mke2fs", "losetup", "mount");
        var file = FileVolume.sparse(folder.resolve("master"), 32L << 20);
        Programs.run("mke2fs", "-q", "-F", "-t", "ext4", "-O", "^has_journal", file.toString());
        var mounted = Files.createDirectory(folder.resolve("mounted")).toString();
        try (var loop = LoopDevice.of(file)) {
            var disk = loop.path().toString();
            run("capture", disk, "--name", "lab", "--in-place", "--library", folder + "/library");
            try (var seed = seed()) {
                seed.awaitSaid("0 of 0 machines", SECONDS);
                Programs.run("mount", "-o", "ro", disk, mounted);
                try {
                    Thread.sleep(2500); // long enough to be looked at
                    assertFalse(seed.said().contains("while it is seeded"), seed.said());
                    Programs.run("mount", "-o", "remount,rw", mounted);
                    seed.awaitSaid(
                            disk + " is mounted on " + mounted + ", for writing, while it is",
                            SECONDS);
                    Files.write(Path.of(mounted, "new"), new byte[100_000]);
                    Programs.run("sync", "-f", mounted);
                    seed.awaitSaid(disk + " was written to while it is seeded", SECONDS);
                } finally {
                    Programs.run("umount", mounted);
                }
            }
        }
    }

    private SowerProcess seed() throws Exception {
        return SowerProcess.start(
                folder,
                "",
                "seed",
                "lab",
                "--library",
                folder + "/library",
                "--listen",
                "127.0.0.1:0",
                "--peer-port",
                "0");
    }

    private void run(String... args) throws Exception {
        try (var process = SowerProcess.start(folder, "", args)) {
            if (process.exitCode(60) != 0) {
                throw new AssertionError(process.said());
            }
        }
    }
}
