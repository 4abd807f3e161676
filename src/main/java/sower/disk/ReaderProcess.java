package sower.disk;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The privileged reader ([DiskReader]), as the program sees it that may not read disks itself.
///
/// One for the whole program, started when the person asks for it and never before. All disks share
/// its two streams, and a read holds them until its bytes are there. It ends with this program.
public final class ReaderProcess implements Closeable {
    private static final String PROPERTY = "sower.reader"; // set by the installed launcher
    private static final AtomicReference<@Nullable ReaderProcess> GRANTED = new AtomicReference<>();

    private final Object lock = new Object();
    private final DataInputStream in;
    private final DataOutputStream out;

    private ReaderProcess(Process process) {
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /// Whether [#ask] can do anything: it is installed, pkexec is too, and it does not run yet.
    public static boolean canBeAsked() {
        var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return System.getProperty(PROPERTY) != null
                && GRANTED.get() == null
                && Stream.of(path).anyMatch(f -> Files.isExecutable(Path.of(f, "pkexec")));
    }

    /// Has the system ask the person for a password, and reads disks with its help from then on.
    /// Returns when that is decided; not for the window's thread.
    ///
    /// @throws IOException in a sentence, where the person or the system says no
    public static void ask() throws IOException {
        var program = System.getProperty(PROPERTY);
        if (program == null) {
            throw new IOException("the privileged reader comes with an installed Sower only");
        }
        GRANTED.set(start(List.of("pkexec", program)));
    }

    /// Opens a disk for reading, by the reader if it runs.
    static Medium open(Path path) throws IOException {
        var reader = GRANTED.get();
        return reader == null || Files.isReadable(path)
                ? LinuxDevice.open(path, false)
                : reader.opened(path);
    }

    /// @throws IOException in a sentence, where the reader does not begin
    static ReaderProcess start(List<String> command) throws IOException {
        var reader =
                new ReaderProcess(
                        new ProcessBuilder(command)
                                .redirectError(ProcessBuilder.Redirect.INHERIT)
                                .start());
        try {
            if (reader.in.readUTF().equals(DiskReader.GREETING)) {
                return reader;
            }
        } catch (EOFException ended) {
            throw new IOException(
                    "disks are still not read: the password was not given, or the privileged reader refused to begin",
                    ended);
        }
        reader.close();
        throw new IOException("the privileged reader is of another version; install Sower again");
    }

    Medium opened(Path path) throws IOException {
        return demand(
                new ReaderRequest.Open(path.toString()),
                rest -> new Opened(rest.readInt(), rest.readLong(), rest.readInt()));
    }

    /// Ends the reader.
    @Override
    public void close() throws IOException {
        try (in) {
            out.close();
        }
    }

    /// What follows an answer that says it was done.
    private interface Rest<T> {
        T read(DataInputStream in) throws IOException;
    }

    private <T> T demand(ReaderRequest request, Rest<T> rest) throws IOException {
        int answer;
        String sentence;
        synchronized (lock) {
            try {
                request.writeTo(out);
                out.flush();
                answer = in.readUnsignedByte();
                if (answer == ReaderRequest.DONE) {
                    return rest.read(in);
                }
                sentence = in.readUTF();
            } catch (IOException gone) {
                GRANTED.compareAndSet(this, null);
                throw new IOException("the privileged reader has ended; ask for it again", gone);
            }
        }
        throw answer == ReaderRequest.REFUSED
                ? new RefusedException(sentence)
                : new IOException(sentence);
    }

    /// A disk that the reader has open.
    private final class Opened implements Medium {
        private final int handle;
        private final long length;
        private final int sectorSize;

        Opened(int handle, long length, int sectorSize) {
            this.handle = handle;
            this.length = length;
            this.sectorSize = sectorSize;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public int logicalSectorSize() {
            return sectorSize;
        }

        @Override
        public int read(long offset, ByteBuffer into) throws IOException {
            int most = Math.min(into.remaining(), DiskReader.MOST);
            return demand(
                    new ReaderRequest.Read(handle, offset, most),
                    rest -> {
                        int count = rest.readInt();
                        var bytes = new byte[Math.clamp(count, 0, most)];
                        rest.readFully(bytes);
                        into.put(bytes);
                        return count;
                    });
        }

        @Override
        public int write(long offset, ByteBuffer from) throws IOException {
            throw new RefusedException("the privileged reader does not write");
        }

        @Override
        public void flush() {}

        /// Its program has no cache, and the system's is not this program's to drop.
        @Override
        public void dropCache() {}

        @Override
        public void close() throws IOException {
            demand(new ReaderRequest.Close(handle), rest -> handle);
        }
    }
}
