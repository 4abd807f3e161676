package sower.filesystem;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;

/// Volumes for tests: files, and the small real ones among the resources.
public final class FileVolume {
    private FileVolume() {}

    /// A volume in memory.
    public static ByteSource of(byte[] bytes) {
        return new ByteSource() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void read(long offset, ByteBuffer into) throws IOException {
                into.put(bytes, Math.toIntExact(offset), into.remaining());
            }
        };
    }

    /// A golden volume: `src/test/resources/sower/filesystem/<name>.gz`.
    public static byte[] golden(String name) throws IOException {
        try (var packed =
                FileVolume.class.getResourceAsStream("/sower/filesystem/" + name + ".gz")) {
            if (packed == null) {
                throw new AssertionError("no golden volume " + name);
            }
            return new GZIPInputStream(packed).readAllBytes();
        }
    }

    /// A file of `length` bytes that is one hole.
    public static Path sparse(Path file, long length) throws IOException {
        try (var random = new RandomAccessFile(file.toFile(), "rw")) {
            random.setLength(length);
        }
        return file;
    }

    /// Copies the used bytes of `volume` to a new file of the same length; all others stay holes.
    public static Path copy(Path volume, UsedBlocks used, Path to) throws IOException {
        sparse(to, Files.size(volume));
        copyInto(volume, used, to);
        return to;
    }

    /// The same, but all other bytes are noise: what a restored disk held before.
    static Path copyOverNoise(Path volume, UsedBlocks used, Path to) throws IOException {
        var noise = new byte[1 << 20];
        Arrays.fill(noise, (byte) 0xA5);
        long left = Files.size(volume);
        try (var out = Files.newOutputStream(to)) {
            for (; left > 0; left -= noise.length) {
                out.write(noise, 0, (int) Math.min(noise.length, left));
            }
        }
        copyInto(volume, used, to);
        return to;
    }

    private static void copyInto(Path volume, UsedBlocks used, Path to) throws IOException {
        try (var source = BlockDevice.openSource(volume);
                var target = BlockDevice.claimTarget(to)) {
            for (var extent : used.extents()) {
                long done = 0;
                while (done < extent.length()) {
                    int count = (int) Math.min(1 << 20, extent.length() - done);
                    var bytes = source.bytes(extent.offset() + done, count);
                    target.write(extent.offset() + done, ByteBuffer.wrap(bytes));
                    done += count;
                }
            }
        }
    }

    /// Copies the used bytes of `volume` over a file of the same length that was full of 0xA5.
    public static Path copyOverRubbish(Path volume, UsedBlocks used, Path to) throws IOException {
        var rubbish = new byte[1 << 20];
        Arrays.fill(rubbish, (byte) 0xA5);
        try (var out = Files.newOutputStream(to)) {
            long left = Files.size(volume);
            while (left > 0) {
                int count = (int) Math.min(rubbish.length, left);
                out.write(rubbish, 0, count);
                left -= count;
            }
        }
        return copy(volume, used, to);
    }
}
