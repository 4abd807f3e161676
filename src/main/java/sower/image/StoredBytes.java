package sower.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;

/// What one file or disk has of a volume, by the volume's offsets. Reading only, by any thread.
public sealed interface StoredBytes extends ByteSource, Closeable
        permits StoredBytes.Raw, PackedFile {
    /// What an image's own folder has of a volume, whatever it shares.
    static StoredBytes open(Image image, Manifest.Volume volume) throws IOException {
        try {
            return open(image.directory(), volume.name(), volume.length());
        } catch (PackedFile.NotWholeException damage) {
            throw new IOException(
                    "%s of %s: %s; capture it again"
                            .formatted(volume.name(), image.title(), damage.getMessage()),
                    damage);
        }
    }

    /// What a folder has of a volume.
    ///
    /// @param length of the volume
    static StoredBytes open(Path folder, String name, long length) throws IOException {
        var packed = folder.resolve(name + ".zst");
        if (Files.exists(packed)) {
            return PackedFile.open(packed, length);
        }
        return raw(BlockDevice.openSource(folder.resolve(name + ".raw")), 0, length);
    }

    /// A raw file, or a part of a disk.
    ///
    /// @param device is closed with what is made of it
    /// @param base where the volume begins on it
    static StoredBytes raw(BlockDevice device, long base, long length) throws IOException {
        if (base + length > device.length()) {
            device.close();
            throw new IOException(
                    "%s has %d bytes, but the image needs %d; it was cut short"
                            .formatted(device.path(), device.length(), base + length));
        }
        return new Raw(device, base, length);
    }

    /// Moves `count` bytes from `offset` on to a blocking channel.
    void send(long offset, long count, WritableByteChannel to) throws IOException;

    /// Bytes as they are, see [BlockDevice#send].
    record Raw(BlockDevice device, long base, long length) implements StoredBytes {
        @Override
        public void read(long offset, ByteBuffer into) throws IOException {
            device.read(base + offset, into);
        }

        @Override
        public void send(long offset, long count, WritableByteChannel to) throws IOException {
            device.send(base + offset, count, to);
        }

        @Override
        public void close() throws IOException {
            device.close();
        }
    }
}
