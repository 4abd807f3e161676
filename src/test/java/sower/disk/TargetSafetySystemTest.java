package sower.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;

/// Real block devices and the kernel's last word.
@Tag("system")
class TargetSafetySystemTest {
    private static final int LENGTH = 32 << 20;

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void makeDisk() throws IOException {
        Needs.root();
        Needs.tool("losetup", "mke2fs", "mount", "umount", "mkswap", "swapon", "swapoff");
        file = folder.resolve("disk.img");
        try (var random = new RandomAccessFile(file.toFile(), "rw")) {
            random.setLength(LENGTH);
        }
    }

    @Test
    void aFreeDeviceIsClaimedWrittenAndReadBackFromTheMedium() throws IOException {
        try (var loop = LoopDevice.of(file, "-b", "4096");
                var device = BlockDevice.claimTarget(loop.path())) {
            assertEquals(LENGTH, device.length());
            assertEquals(4096, device.logicalSectorSize());
            device.write(5000, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            device.flush();
            device.dropCache();
            assertEquals(2, device.bytes(5001, 1)[0]);
            var twice = assertThrows(IOException.class, () -> BlockDevice.claimTarget(loop.path()));
            assertTrue(twice instanceof RefusedException, twice.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theKernelTellsWhetherADiskHasAHeadToMove(boolean rotates) throws IOException {
        try (var loop = LoopDevice.of(file)) {
            var name = loop.path().getFileName().toString();
            Files.writeString(Path.of("/sys/block", name, "queue/rotational"), rotates ? "1" : "0");
            try (var device = BlockDevice.openSource(loop.path())) {
                assertEquals(rotates, device.rotates());
            }
        }
    }

    @Test
    void aMountedDeviceIsRefusedWithWhereItIsMounted() throws IOException {
        try (var loop = LoopDevice.of(file)) {
            Programs.run("mke2fs", "-q", loop.path().toString());
            var point = Files.createDirectory(folder.resolve("mount point"));
            Programs.run("mount", loop.path().toString(), point.toString());
            try {
                refuses(loop.path(), point.toString());
                refuses(file, point.toString()); // the file behind it
            } finally {
                Programs.run("umount", point.toString());
            }
            BlockDevice.claimTarget(loop.path()).close();
        }
    }

    @Test
    void aDiskIsRefusedWhileAPartitionOfItIsMountedThroughAnotherLoopDevice() throws IOException {
        try (var whole = LoopDevice.of(file);
                var part = LoopDevice.of(file, new Extent(1 << 20, 16 << 20))) {
            Programs.run("mke2fs", "-q", part.path().toString());
            var point = Files.createDirectory(folder.resolve("mnt"));
            Programs.run("mount", part.path().toString(), point.toString());
            try {
                refuses(whole.path(), part.path().toString());
            } finally {
                Programs.run("umount", point.toString());
            }
        }
    }

    @Test
    void aSwapDeviceIsRefused() throws IOException {
        try (var loop = LoopDevice.of(file)) {
            Programs.run("mkswap", loop.path().toString());
            var on = Programs.attempt("", "swapon", loop.path().toString());
            Needs.that(on.code() == 0, "this kernel lets no loop device be swap: " + on.output());
            try {
                refuses(loop.path(), "swap");
            } finally {
                Programs.run("swapoff", loop.path().toString());
            }
        }
    }

    @Test
    void aReadOnlyDeviceIsRefused() throws IOException {
        try (var loop = LoopDevice.of(file, "-r")) {
            refuses(loop.path(), "read-only");
        }
    }

    @Test
    void theSystemsDiskIsRefused() throws IOException {
        for (var disk : LocalDisks.of().list(false)) {
            if (disk.system()) {
                refuses(disk.path(), "this system runs from");
            }
        }
    }

    private static void refuses(Path path, String reason) {
        var refused = assertThrows(RefusedException.class, () -> BlockDevice.claimTarget(path));
        assertTrue(refused.toString().contains(reason), refused.getMessage());
    }
}
