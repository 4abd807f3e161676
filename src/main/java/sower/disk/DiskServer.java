package sower.disk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import sower.privilege.Caller;

/// A process of root's that answers [DiskRequest]s on its standard streams, and ends when they do.
///
/// Which disks it opens, and whether for writing, is the [Grant] it was started with; everything
/// else is done by handle, inside the disk, and in bounded pieces. Every disk has a thread of its
/// own, so that a slow one keeps no other waiting. Whatever it does not understand ends it.
final class DiskServer {
    private static final int MOST_OPEN = 64;
    private static final int MOST_WAITING = 16;

    private final Grant grant;
    private final DataInputStream in;
    private final DataOutputStream out; // guarded by itself
    private final Map<Integer, OpenDisk> opened = new HashMap<>();
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private int last;

    /// What a privileged process was started for.
    sealed interface Grant permits DiskReader, DiskWriter {
        /// What it says first, once it is satisfied with who started it.
        String greeting();

        /// Whether what it opens may be written.
        boolean writes();

        /// @throws RefusedException if this disk is not to be opened
        Medium open(String name) throws IOException;
    }

    /// A disk and the one thread that moves its bytes.
    private record OpenDisk(Medium medium, ExecutorService thread) {}

    /// What a request is answered with.
    private interface Work {
        byte[] done() throws IOException;
    }

    DiskServer(Grant grant, InputStream in, OutputStream out) {
        this.grant = grant;
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(out);
    }

    /// How a process comes by what it was started for.
    interface Granting {
        /// @throws RefusedException if it makes no sense
        Grant grant() throws IOException;
    }

    /// The whole process: looks who has started it, and serves on the standard streams. Ends it
    /// with 3 where it refuses to begin or to go on.
    static void run(Granting granting) {
        try (var in = new FileInputStream(FileDescriptor.in);
                var out = new FileOutputStream(FileDescriptor.out)) {
            Caller.here().check();
            new DiskServer(granting.grant(), in, out).serve();
        } catch (IOException refused) {
            System.err.println("sower: " + refused.getMessage());
            System.exit(3);
        }
    }

    /// Answers until nobody asks any more.
    void serve() throws IOException {
        try {
            out.writeUTF(grant.greeting());
            out.flush();
            for (int first = in.read(); first >= 0; first = in.read()) {
                int number = first << 24 | in.readUnsignedShort() << 8 | in.readUnsignedByte();
                answer(number, request(number));
            }
        } finally {
            for (var disk : opened.values()) {
                close(disk);
            }
        }
    }

    private DiskRequest request(int number) throws IOException {
        try {
            return DiskRequest.read(in);
        } catch (RefusedException unknown) {
            say(number, DiskRequest.REFUSED, sentence(unknown));
            throw unknown;
        }
    }

    private void answer(int number, DiskRequest request) throws IOException {
        switch (request) {
            case DiskRequest.Open(var name) -> attempt(number, () -> open(name));
            case DiskRequest.Read(var handle, var offset, var length) ->
                    on(number, handle, medium -> read(medium, offset, length));
            case DiskRequest.Write(var handle, var offset, var bytes) ->
                    on(number, handle, medium -> write(medium, offset, bytes));
            case DiskRequest.Flush(var handle) ->
                    on(
                            number,
                            handle,
                            medium -> {
                                medium.flush();
                                return new byte[0];
                            });
            case DiskRequest.DropCache(var handle) ->
                    on(
                            number,
                            handle,
                            medium -> {
                                medium.dropCache();
                                return new byte[0];
                            });
            case DiskRequest.Close(var handle) -> attempt(number, () -> close(handle));
        }
    }

    /// What is done with an open disk, on its thread.
    private interface DiskWork {
        byte[] done(Medium medium) throws IOException;
    }

    private void on(int number, int handle, DiskWork work) throws IOException {
        var disk = opened.get(handle);
        if (disk == null) {
            say(number, DiskRequest.REFUSED, sentence(notOpen(handle)));
            return;
        }
        room.acquireUninterruptibly();
        disk.thread()
                .execute(() -> {
                    try {
                        attempt(number, () -> work.done(disk.medium()));
                    } catch (IOException | RuntimeException nobodyIsAnswered) {
                        System.err.println("sower: " + nobodyIsAnswered);
                        System.exit(3); // what was released ends with this process
                    } finally {
                        room.release();
                    }
                });
    }

    private void attempt(int number, Work work) throws IOException {
        byte[] answer;
        char how = DiskRequest.DONE;
        try {
            answer = work.done();
        } catch (RefusedException refused) {
            answer = sentence(refused);
            how = DiskRequest.REFUSED;
        } catch (IOException failed) {
            answer = sentence(failed);
            how = DiskRequest.FAILED;
        }
        say(number, how, answer);
    }

    private byte[] open(String name) throws IOException {
        if (opened.size() >= MOST_OPEN) {
            throw new RefusedException("the privileged process opens no more disks");
        }
        var medium = grant.open(name);
        var thread =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("disk-", last).factory());
        opened.put(++last, new OpenDisk(medium, thread));
        var answer = new ByteArrayOutputStream();
        var fields = new DataOutputStream(answer);
        fields.writeInt(last);
        fields.writeLong(medium.length());
        fields.writeInt(medium.logicalSectorSize());
        return answer.toByteArray();
    }

    private static byte[] read(Medium medium, long offset, int length) throws IOException {
        if (length < 1 || length > DiskRequest.MOST) {
            throw new RefusedException(
                    "the privileged process reads 1 to " + DiskRequest.MOST + " bytes");
        }
        if (offset < 0 || offset > medium.length()) {
            throw new RefusedException("byte " + offset + " is not on the disk");
        }
        var bytes = ByteBuffer.allocate(length);
        int count = Math.max(0, medium.read(offset, bytes));
        return count == length ? bytes.array() : Arrays.copyOf(bytes.array(), count);
    }

    private byte[] write(Medium medium, long offset, byte[] bytes) throws IOException {
        if (!grant.writes()) {
            throw new RefusedException("this disk was opened for reading only");
        }
        if (offset < 0 || offset > medium.length() - bytes.length) {
            throw new RefusedException(
                    "bytes %d to %d are not on the disk".formatted(offset, offset + bytes.length));
        }
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            if (medium.write(offset + left.position(), left) <= 0) {
                throw new IOException("the disk takes no more bytes");
            }
        }
        return new byte[0];
    }

    private byte[] close(int handle) throws IOException {
        var disk = opened.remove(handle);
        if (disk == null) {
            throw notOpen(handle);
        }
        close(disk);
        return new byte[0];
    }

    private static void close(OpenDisk disk) throws IOException {
        disk.thread().close(); // what was asked for before is done first
        disk.medium().close();
    }

    private static RefusedException notOpen(int handle) {
        return new RefusedException("no disk is open as " + handle);
    }

    private static byte[] sentence(IOException failure) {
        return String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8);
    }

    private void say(int number, char how, byte[] answer) throws IOException {
        synchronized (out) {
            out.writeInt(number);
            out.writeByte(how);
            out.writeInt(answer.length);
            out.write(answer);
            out.flush();
        }
    }
}
