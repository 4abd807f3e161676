package sower.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disk-image files as disks; real devices are in [TargetSafetySystemTest].
class BlockDeviceTest {
    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void makeDisk() throws IOException {
        file = Files.write(folder.resolve("disk.img"), new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
    }

    @Test
    void readsExactlyWhatWasAskedFor() throws IOException {
        try (var device = BlockDevice.openSource(file)) {
            assertEquals(8, device.length());
            assertArrayEquals(new byte[] {3, 4, 5}, device.bytes(3, 3));
            var part = device.slice(new Extent(2, 4));
            assertArrayEquals(new byte[] {4, 5}, part.bytes(2, 2));
            assertThrows(EOFException.class, () -> part.bytes(2, 3));
            assertThrows(EOFException.class, () -> device.bytes(6, 3));
        }
    }

    @Test
    void aSourceIsNeverWritten() throws IOException {
        try (var device = BlockDevice.openSource(file)) {
            assertThrows(IOException.class, () -> device.write(0, ByteBuffer.allocate(1)));
        }
    }

    @Test
    void whatIsWrittenAndFlushedIsReadBack() throws IOException {
        try (var device = BlockDevice.claimTarget(file)) {
            device.write(6, ByteBuffer.wrap(new byte[] {9, 9}));
            device.flush();
            device.dropCache();

            assertArrayEquals(new byte[] {5, 9, 9}, device.bytes(5, 3));
            assertThrows(EOFException.class, () -> device.write(7, ByteBuffer.allocate(2)));
        }
        assertEquals(8, Files.size(file));
    }

    @Test
    void aTargetIsClaimedOnce() throws IOException {
        try (var device = BlockDevice.claimTarget(file)) {
            var refused = assertThrows(RefusedException.class, () -> BlockDevice.claimTarget(file));
            assertTrue(refused.toString().contains(device.path().toString()));
        }
        BlockDevice.claimTarget(file).close();
    }

    @Test
    void missingDisksAndFoldersAreNamed() {
        var missing = folder.resolve("nothing");

        var absent =
                assertThrows(NoSuchFileException.class, () -> BlockDevice.claimTarget(missing));
        assertTrue(absent.toString().contains("nothing"));
        assertThrows(IOException.class, () -> BlockDevice.openSource(folder));
    }
}
