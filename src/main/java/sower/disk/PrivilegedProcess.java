package sower.disk;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import sower.privilege.Privileged;

/// A privileged process ([DiskServer]), as the program sees it that started it.
///
/// Requests of all threads share its two streams; a thread of its own hands the answers to whoever
/// waits for them. It ends with this program.
final class PrivilegedProcess implements Closeable {
    private static final String ENDED = "the privileged process has ended; ask for it again";

    private final DataInputStream in;
    private final DataOutputStream out; // guarded by itself
    private final Map<Integer, CompletableFuture<Answer>> awaited = new HashMap<>(); // by itself
    private @Nullable IOException gone; // guarded by awaited
    private int last; // guarded by awaited

    @SuppressWarnings("ArrayRecordComponent") // on its way only; answers are not compared
    private record Answer(int how, byte[] bytes) {}

    private PrivilegedProcess(Privileged process) {
        this.in = process.in();
        this.out = process.out();
        Thread.ofPlatform().name("privileged").daemon().start(this::listen);
    }

    /// As [Privileged#start].
    static PrivilegedProcess start(List<String> command, String greeting, String notBegun)
            throws IOException {
        return new PrivilegedProcess(Privileged.start(command, greeting, notBegun));
    }

    /// Opens a disk.
    ///
    /// @param name as in [DiskRequest.Open]
    /// @param writable whether it was started for writing
    Medium opened(String name, boolean writable) throws IOException {
        var answer = ByteBuffer.wrap(demand(new DiskRequest.Open(name)));
        return new Opened(answer.getInt(), answer.getLong(), answer.getInt(), writable);
    }

    /// Whether it has ended.
    boolean ended() {
        synchronized (awaited) {
            return gone != null;
        }
    }

    /// Ends it, once it has done what it was asked for.
    @Override
    public void close() throws IOException {
        out.close();
    }

    byte[] demand(DiskRequest request) throws IOException {
        var future = new CompletableFuture<Answer>();
        int number;
        synchronized (awaited) {
            if (gone != null) {
                throw ended(gone);
            }
            number = ++last;
            awaited.put(number, future);
        }
        try {
            synchronized (out) {
                out.writeInt(number);
                request.writeTo(out);
                out.flush();
            }
        } catch (IOException closed) {
            end(closed);
        }
        var answer = future.join();
        if (answer.how() == DiskRequest.DONE) {
            return answer.bytes();
        }
        var sentence = new String(answer.bytes(), StandardCharsets.UTF_8);
        if (answer.how() == DiskRequest.REFUSED) {
            throw new RefusedException(sentence);
        }
        throw new IOException(sentence);
    }

    private void listen() {
        try (in) {
            while (true) {
                int number = in.readInt();
                int how = in.readUnsignedByte();
                var answer = new Answer(how, in.readNBytes(in.readInt()));
                CompletableFuture<Answer> waiting;
                synchronized (awaited) {
                    waiting = awaited.remove(number);
                }
                if (waiting != null) {
                    waiting.complete(answer);
                }
            }
        } catch (IOException closed) {
            end(closed);
        }
    }

    /// Nobody waits for a process that is gone.
    private void end(IOException cause) {
        var sentence = ENDED.getBytes(StandardCharsets.UTF_8);
        synchronized (awaited) {
            gone = cause;
            awaited.values()
                    .forEach(each -> each.complete(new Answer(DiskRequest.FAILED, sentence)));
            awaited.clear();
        }
    }

    private static IOException ended(IOException cause) {
        return new IOException(ENDED, cause);
    }

    /// A disk that the process has open.
    private final class Opened implements Medium {
        private final int handle;
        private final long length;
        private final int sectorSize;
        private final boolean writable;

        Opened(int handle, long length, int sectorSize, boolean writable) {
            this.handle = handle;
            this.length = length;
            this.sectorSize = sectorSize;
            this.writable = writable;
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
            int most = Math.min(into.remaining(), DiskRequest.MOST);
            byte[] bytes = demand(new DiskRequest.Read(handle, offset, most));
            into.put(bytes, 0, Math.min(bytes.length, most));
            return bytes.length == 0 ? -1 : bytes.length;
        }

        @Override
        public int write(long offset, ByteBuffer from) throws IOException {
            var bytes = new byte[Math.min(from.remaining(), DiskRequest.MOST)];
            from.slice().get(bytes);
            demand(new DiskRequest.Write(handle, offset, bytes));
            from.position(from.position() + bytes.length);
            return bytes.length;
        }

        @Override
        public void flush() throws IOException {
            if (writable) {
                demand(new DiskRequest.Flush(handle));
            }
        }

        /// What is only read may have been written by others, whose cache it is not ours to drop.
        @Override
        public void dropCache() throws IOException {
            if (writable) {
                demand(new DiskRequest.DropCache(handle));
            }
        }

        @Override
        public void close() throws IOException {
            demand(new DiskRequest.Close(handle));
        }
    }
}
