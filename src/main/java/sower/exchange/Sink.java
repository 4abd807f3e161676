package sower.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import sower.disk.Extent;

/// Where the runs of a volume go, one after the other.
sealed interface Sink extends Closeable {
    /// The bytes that follow are those of `run`.
    void begin(Extent run) throws IOException;

    /// Takes all of `bytes`.
    void write(ByteBuffer bytes) throws IOException;

    @Override
    void close() throws IOException;

    /// Nowhere: only the hashes are wanted.
    record Nothing() implements Sink {
        @Override
        public void begin(Extent run) {}

        @Override
        public void write(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void close() {}
    }

    /// A file for each, named by its offset: 32 hexadecimal digits.
    final class Slices implements Sink {
        private final Path folder;
        private @Nullable FileChannel file;

        Slices(Path folder) {
            this.folder = folder;
        }

        @Override
        public void begin(Extent run) throws IOException {
            close();
            file = create(folder.resolve("%032x".formatted(run.offset())));
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (file != null && bytes.hasRemaining()) {
                file.write(bytes);
            }
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }

    /// One sparse file in which each lies at its offset.
    final class Raw implements Sink {
        private final FileChannel file;

        /// @param length bytes of the volume
        Raw(Path path, long length) throws IOException {
            this.file = create(path);
            if (length > 0) {
                file.write(ByteBuffer.allocate(1), length - 1); // gives it its length
            }
        }

        @Override
        public void begin(Extent run) throws IOException {
            file.position(run.offset());
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }

        @Override
        public void close() throws IOException {
            try (file) {
                file.force(true);
            }
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.SPARSE,
                StandardOpenOption.WRITE);
    }
}
