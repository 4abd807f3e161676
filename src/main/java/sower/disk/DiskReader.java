package sower.disk;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The privileged reader: a process of root's that reads disks for a window that may not.
///
/// It is started by pkexec, answers [ReaderRequest]s on its standard streams one after the other,
/// and ends when they do. It opens nothing but whole disks and loop devices that the kernel lists,
/// by their own names in `/dev`, and those for reading only. Whatever it does not understand ends
/// it.
public final class DiskReader {
    /// Bytes of one read.
    static final int MOST = 1 << 20;

    /// What it says first, once it is satisfied with who started it.
    static final String GREETING = "sower disk reader 1";

    private static final int MOST_OPEN = 64;
    private static final Pattern NAME = Pattern.compile("/dev/[a-z][a-z0-9]{1,30}");

    private final Disks disks;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Map<Integer, Medium> opened = new HashMap<>();
    private final ByteBuffer bytes = ByteBuffer.allocate(MOST);
    private int last;

    DiskReader(Disks disks, InputStream in, OutputStream out) {
        this.disks = disks;
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(out);
    }

    /// Ends with 3 where it refuses to begin or to go on.
    public static void main(String[] none) {
        try (var in = new FileInputStream(FileDescriptor.in);
                var out = new FileOutputStream(FileDescriptor.out)) {
            Caller.here().check();
            new DiskReader(LocalDisks.of(), in, out).serve();
        } catch (IOException refused) {
            System.err.println("sower: " + refused.getMessage());
            System.exit(3);
        }
    }

    /// Answers until nobody asks any more.
    void serve() throws IOException {
        try {
            out.writeUTF(GREETING);
            out.flush();
            for (int kind = in.read(); kind >= 0; kind = in.read()) {
                answer(request(kind));
                out.flush();
            }
        } finally {
            for (var medium : opened.values()) {
                medium.close();
            }
        }
    }

    private ReaderRequest request(int kind) throws IOException {
        try {
            return ReaderRequest.read(kind, in);
        } catch (RefusedException unknown) {
            say(ReaderRequest.REFUSED, unknown); // where the next request begins, nobody knows
            out.flush();
            throw unknown;
        }
    }

    private void answer(ReaderRequest request) throws IOException {
        Medium medium = null;
        int count = 0;
        try {
            switch (request) {
                case ReaderRequest.Open(var path) -> medium = open(path);
                case ReaderRequest.Read read -> count = read(read);
                case ReaderRequest.Close(var handle) -> close(handle);
            }
        } catch (RefusedException refused) {
            say(ReaderRequest.REFUSED, refused);
            return;
        } catch (IOException failed) {
            say(ReaderRequest.FAILED, failed);
            return;
        }
        out.writeByte(ReaderRequest.DONE);
        if (medium != null) {
            out.writeInt(last);
            out.writeLong(medium.length());
            out.writeInt(medium.logicalSectorSize());
        } else if (request instanceof ReaderRequest.Read) {
            out.writeInt(count);
            out.write(bytes.array(), 0, Math.max(0, count));
        }
    }

    private Medium open(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException("the privileged reader opens disks in /dev, nothing else");
        }
        var path = Path.of(name);
        boolean listed =
                disks.list(true).stream().anyMatch(disk -> disk.path().equals(path))
                        && path.toRealPath().equals(path)
                        && disks.at(path).path().equals(path);
        if (!listed) {
            throw new RefusedException(name + " is not one of this computer's disks");
        }
        if (opened.size() >= MOST_OPEN) {
            throw new RefusedException("the privileged reader opens no more disks");
        }
        var medium = LinuxDevice.open(path, false);
        opened.put(++last, medium);
        return medium;
    }

    private int read(ReaderRequest.Read read) throws IOException {
        var medium = opened(read.handle());
        if (read.length() < 1 || read.length() > MOST) {
            throw new RefusedException("the privileged reader reads 1 to " + MOST + " bytes");
        }
        if (read.offset() < 0 || read.offset() > medium.length()) {
            throw new RefusedException("byte " + read.offset() + " is not on the disk");
        }
        return medium.read(read.offset(), bytes.clear().limit(read.length()));
    }

    private void close(int handle) throws IOException {
        opened(handle).close();
        opened.remove(handle);
    }

    private Medium opened(int handle) throws RefusedException {
        var medium = opened.get(handle);
        if (medium == null) {
            throw new RefusedException("no disk is open as " + handle);
        }
        return medium;
    }

    private void say(char what, IOException failure) throws IOException {
        out.writeByte(what);
        out.writeUTF(String.valueOf(failure.getMessage()));
    }
}
