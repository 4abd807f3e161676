package sower.disk;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A disk of macOS by its character device (`/dev/rdiskN`), moved in whole sectors (sys/disk.h).
/// The claim is an exclusive lock on the device, which the system refuses while a volume of it is
/// mounted.
///
/// **Untested**: written from the documentation, not run by us on macOS yet.
final class MacDisk implements Medium {
    private static final int O_RDONLY = 0;
    private static final int O_RDWR = 2;
    private static final int O_EXLOCK = 0x20;
    private static final int O_NONBLOCK = 0x4;
    private static final NativeLong DKIOCGETBLOCKSIZE = new NativeLong(0x40046418);
    private static final NativeLong DKIOCGETBLOCKCOUNT = new NativeLong(0x40086419);
    private static final NativeLong DKIOCISWRITABLE = new NativeLong(0x4004641D);
    private static final NativeLong DKIOCSYNCHRONIZECACHE = new NativeLong(0x20006416);

    private final int descriptor;
    private final FileChannel channel;
    private final long length;
    private final int sectorSize;

    private MacDisk(int descriptor, FileChannel channel, int sectorSize, long length) {
        this.descriptor = descriptor;
        this.channel = channel;
        this.sectorSize = sectorSize;
        this.length = length;
    }

    static MacDisk open(Path path, boolean write) throws IOException {
        var raw = rawPath(path);
        int descriptor = openNative(raw, write);
        try {
            var writable = new IntByReference();
            var sectorSize = new IntByReference();
            var sectors = new LongByReference();
            LibC.C.ioctl(descriptor, DKIOCISWRITABLE, writable.getPointer());
            LibC.C.ioctl(descriptor, DKIOCGETBLOCKSIZE, sectorSize.getPointer());
            LibC.C.ioctl(descriptor, DKIOCGETBLOCKCOUNT, sectors.getPointer());
            if (write && writable.getValue() == 0) {
                throw new RefusedException(path + " is read-only; choose another disk");
            }
            var channel =
                    write
                            ? FileChannel.open(
                                    raw, StandardOpenOption.READ, StandardOpenOption.WRITE)
                            : FileChannel.open(raw, StandardOpenOption.READ);
            int bytes = sectorSize.getValue();
            return new MacDisk(descriptor, channel, bytes, bytes * sectors.getValue());
        } catch (LastErrorException failure) {
            LibC.C.close(descriptor);
            throw new IOException(path + " is not a disk", failure);
        } catch (IOException failure) {
            LibC.C.close(descriptor);
            throw failure;
        }
    }

    private static Path rawPath(Path path) {
        var text = path.toString();
        return text.startsWith("/dev/disk") ? Path.of("/dev/r" + text.substring(5)) : path;
    }

    private static int openNative(Path raw, boolean write) throws IOException {
        try {
            int flags = write ? O_RDWR | O_EXLOCK | O_NONBLOCK : O_RDONLY;
            return LibC.C.open(raw.toString(), flags);
        } catch (LastErrorException failure) {
            if (write && failure.getErrorCode() == LibC.EBUSY) {
                throw new RefusedException(
                        raw + " is in use; unmount it first with 'diskutil unmountDisk'");
            }
            throw new IOException("cannot open " + raw + "; run as root", failure);
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
    public int write(long offset, ByteBuffer from) throws IOException {
        return channel.write(from, offset);
    }

    @Override
    public void flush() throws IOException {
        try {
            LibC.C.ioctl(descriptor, DKIOCSYNCHRONIZECACHE, 0);
        } catch (LastErrorException failure) {
            throw new IOException("the disk did not confirm that everything is written", failure);
        }
    }

    /// Character devices are not cached by macOS.
    @Override
    public void dropCache() throws IOException {
        flush();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            LibC.C.close(descriptor);
        }
    }
}
