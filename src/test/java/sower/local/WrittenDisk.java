package sower.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import sower.capture.CapturePlan;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;

/// A disk that was written with the image of a master.
public final class WrittenDisk {
    private WrittenDisk() {}

    /// Every used byte of every volume is as the master has it.
    ///
    /// @param madeAnew file systems that are not copied
    public static void assertHolds(Path master, Path disk, String... madeAnew) throws IOException {
        try (var expected = BlockDevice.openSource(master);
                var found = BlockDevice.openSource(disk)) {
            for (var volume : CapturePlan.of(LocalDisks.of().at(master), expected).volumes()) {
                if (List.of(madeAnew).contains(volume.filesystem())) {
                    continue;
                }
                for (var extent : volume.used().extents()) {
                    long at = volume.extent().offset() + extent.offset();
                    assertEquals(
                            ByteBuffer.wrap(expected.bytes(at, (int) extent.length())),
                            ByteBuffer.wrap(found.bytes(at, (int) extent.length())),
                            volume.name() + " at " + at);
                }
            }
        }
    }
}
