package sower.disk;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A block device of Linux: bytes go through a [FileChannel]; a second, native descriptor asks the
/// kernel's questions (linux/fs.h) and, opened with `O_EXCL`, is the claim of a target.
final class LinuxDevice implements Medium {
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int O_EXCL = 0x80;
    private static final int O_CLOEXEC = 0x80000;
    private static final int POSIX_FADV_DONTNEED = 4;

    private static final NativeLong BLKROGET = new NativeLong(0x125E);
    private static final NativeLong BLKRRPART = new NativeLong(0x125F);
    private static final NativeLong BLKFLSBUF = new NativeLong(0x1261);
    private static final NativeLong BLKSSZGET = new NativeLong(0x1268);
    private static final NativeLong BLKGETSIZE64 = new NativeLong(0x80081272L);

    private final Path path;
    private final int descriptor;
    private final FileChannel channel;
    private final long length;
    private final int sectorSize;
    private final boolean claimed;

    private LinuxDevice(Path path, int descriptor, FileChannel channel, boolean claimed)
            throws IOException {
        this.path = path;
        this.descriptor = descriptor;
        this.channel = channel;
        this.claimed = claimed;
        this.length = ask64(descriptor, BLKGETSIZE64, path);
        this.sectorSize = ask(descriptor, BLKSSZGET, path);
    }

    static LinuxDevice open(Path path, boolean write) throws IOException {
        int descriptor = write ? claim(path) : openNative(path, O_RDONLY);
        try {
            if (write && ask(descriptor, BLKROGET, path) != 0) {
                throw new RefusedException(path + " is read-only; choose another disk");
            }
            var channel =
                    write
                            ? FileChannel.open(
                                    path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                            : FileChannel.open(path, StandardOpenOption.READ);
            return closingOnFailure(path, descriptor, channel, write);
        } catch (IOException failure) {
            LibC.C.close(descriptor);
            throw failure;
        }
    }

    private static LinuxDevice closingOnFailure(
            Path path, int descriptor, FileChannel channel, boolean write) throws IOException {
        try {
            return new LinuxDevice(path, descriptor, channel, write);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    /// Forgets what the system has cached of a file; what is not flushed yet stays.
    static void dropFileCache(Path path) throws IOException {
        int descriptor = openNative(path, O_RDONLY);
        try {
            LibC.C.posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
        } finally {
            LibC.C.close(descriptor);
        }
    }

    private static int claim(Path path) throws IOException {
        try {
            return LibC.C.open(path.toString(), O_RDWR | O_EXCL | O_CLOEXEC);
        } catch (LastErrorException refused) {
            throw switch (refused.getErrorCode()) {
                case LibC.EBUSY ->
                        new RefusedException(
                                path
                                        + " is in use: another program or the kernel holds it;"
                                        + " close that first");
                case LibC.EROFS, LibC.EACCES, LibC.EPERM ->
                        new RefusedException(
                                path
                                        + " may not be written: it is read-only or this user is"
                                        + " not allowed to; run as root");
                default -> new IOException("cannot open " + path + " for writing", refused);
            };
        }
    }

    private static int openNative(Path path, int flags) throws IOException {
        try {
            return LibC.C.open(path.toString(), flags | O_CLOEXEC);
        } catch (LastErrorException failure) {
            if (failure.getErrorCode() == LibC.EACCES || failure.getErrorCode() == LibC.EPERM) {
                throw new IOException("this user may not read " + path + "; run as root", failure);
            }
            throw new IOException("cannot open " + path + ": " + failure.getMessage(), failure);
        }
    }

    private static int ask(int descriptor, NativeLong request, Path path) throws IOException {
        try {
            var answer = new IntByReference();
            LibC.C.ioctl(descriptor, request, answer.getPointer());
            return answer.getValue();
        } catch (LastErrorException failure) {
            throw new IOException(path + " is not a block device", failure);
        }
    }

    private static long ask64(int descriptor, NativeLong request, Path path) throws IOException {
        try {
            var answer = new LongByReference();
            LibC.C.ioctl(descriptor, request, answer.getPointer());
            return answer.getValue();
        } catch (LastErrorException failure) {
            throw new IOException(path + " is not a block device", failure);
        }
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
        return channel.read(into, offset);
    }

    @Override
    public long transferTo(long offset, long count, WritableByteChannel to) throws IOException {
        return channel.transferTo(offset, count, to); // sendfile(2)
    }

    @Override
    public int write(long offset, ByteBuffer from) throws IOException {
        return channel.write(from, offset);
    }

    @Override
    public void flush() throws IOException {
        channel.force(true);
    }

    @Override
    public void dropCache() throws IOException {
        try {
            LibC.C.ioctl(descriptor, BLKFLSBUF, 0);
        } catch (LastErrorException notAllowed) {
            LibC.C.posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (claimed) {
                rereadPartitions();
            }
        } finally {
            LibC.C.close(descriptor);
        }
    }

    /// The kernel should see the new partitions; a device without partition scanning says no, and
    /// nothing depends on it.
    private void rereadPartitions() {
        try {
            LibC.C.ioctl(descriptor, BLKRRPART, 0);
        } catch (LastErrorException advice) {
            System.getLogger(LinuxDevice.class.getName())
                    .log(System.Logger.Level.DEBUG, "no partition scan of " + path, advice);
        }
    }
}
