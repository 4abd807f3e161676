package sower.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import sower.disk.Extent;
import sower.swarm.SampleVolume;

/// A volume as ordinary clients keep it: a folder of its name, in it one file per extent that is
/// named by the extent's offset in 32 hex digits.
final class Slices {
    private Slices() {}

    /// Writes the volume's folder into `data`.
    static void write(SampleVolume volume, Path data) throws IOException {
        Files.createDirectories(data.resolve(volume.metainfo().name()));
        byte[] master = Files.readAllBytes(volume.file());
        for (var extent : volume.metainfo().extents()) {
            Files.write(file(volume, data, extent), bytes(master, extent));
        }
    }

    /// Whether the volume's folder in `data` is there, whole and right.
    static boolean equal(SampleVolume volume, Path data) throws IOException {
        byte[] master = Files.readAllBytes(volume.file());
        for (var extent : volume.metainfo().extents()) {
            var file = file(volume, data, extent);
            if (!Files.exists(file)
                    || !Arrays.equals(Files.readAllBytes(file), bytes(master, extent))) {
                return false;
            }
        }
        return true;
    }

    private static Path file(SampleVolume volume, Path data, Extent extent) {
        return data.resolve(volume.metainfo().name()).resolve("%032x".formatted(extent.offset()));
    }

    private static byte[] bytes(byte[] master, Extent extent) {
        return Arrays.copyOfRange(master, (int) extent.offset(), (int) extent.end());
    }
}
