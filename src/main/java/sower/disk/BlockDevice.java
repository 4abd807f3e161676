package sower.disk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A disk, a partition or a disk-image file, opened: exact positional reads and writes.
///
/// A source is opened read-only. A target is claimed: nobody else may use it while it is open, and
/// opening fails where somebody does. Several threads may read and write at once; none of them may
/// ever be interrupted.
public final class BlockDevice implements ByteSource, Closeable {
    private final Path path;
    private final Medium medium;
    private final boolean writable;
    private long writtenFrom = Long.MAX_VALUE; // since the last flush; guarded by this
    private long writtenTo; // guarded by this

    private BlockDevice(Path path, Medium medium, boolean writable) {
        this.path = path;
        this.medium = medium;
        this.writable = writable;
    }

    /// Opens a disk, partition or file for reading; where the person has allowed it, also a disk
    /// that this program may not open itself ([ReadAccess]).
    public static BlockDevice openSource(Path path) throws IOException {
        checkExists(path);
        return new BlockDevice(path, open(path, false), false);
    }

    /// Opens a disk, partition or file for writing, and claims it until [#close].
    ///
    /// @throws RefusedException if somebody uses it, it is read-only, or this system runs from it
    public static BlockDevice claimTarget(Path path) throws IOException {
        checkExists(path);
        TargetSafety.check(path, LocalDisks.of());
        return new BlockDevice(path, open(path, true), true);
    }

    /// A medium that was claimed, by this program or for it.
    static BlockDevice claimed(Path path, Medium medium) {
        return new BlockDevice(path, medium, true);
    }

    @Override
    public long length() {
        return medium.length();
    }

    /// Bytes of a sector, the unit of the device's own addresses; 512 for a file.
    public int logicalSectorSize() {
        return medium.logicalSectorSize();
    }

    /// What was opened.
    public Path path() {
        return path;
    }

    /// Whether it has a head to move, as far as the system tells: then whoever reads here and there
    /// by turns waits for the head each time. Of a virtual disk Linux says so whatever it lies on.
    public boolean rotates() {
        try {
            var disk = LocalDisks.of().at(path);
            return disk.rotational() && disk.transport() != Disk.Transport.VIRTIO;
        } catch (IOException unknown) {
            return false;
        }
    }

    /// {@inheritDoc}
    ///
    /// @throws IOException in one clause that names the bytes, where the medium does not give them
    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
        checkRange(offset, into.remaining());
        long at = offset;
        while (into.hasRemaining()) {
            int count;
            try {
                count = medium.read(at, into);
            } catch (IOException failure) {
                throw failed("read", at, into.remaining(), failure);
            }
            if (count <= 0) {
                throw new EOFException(
                        "%s ended at byte %d, %d bytes early"
                                .formatted(path, at, into.remaining()));
            }
            at += count;
        }
    }

    /// Moves `count` bytes from `offset` on to a blocking channel; through no buffer of this
    /// program where the system can do so.
    public void send(long offset, long count, WritableByteChannel to) throws IOException {
        checkRange(offset, count);
        long at = offset;
        while (at < offset + count) {
            long sent = medium.transferTo(at, offset + count - at, to);
            if (sent <= 0) {
                throw new EOFException("%s ended at byte %d".formatted(path, at));
            }
            at += sent;
        }
    }

    /// Writes all bytes of `from` from its position to its limit. Durable only after [#flush].
    ///
    /// @throws IOException in one clause that names the bytes, where the medium does not take them
    public void write(long offset, ByteBuffer from) throws IOException {
        if (!writable) {
            throw new IOException(path + " was opened for reading only");
        }
        checkRange(offset, from.remaining());
        note(offset, offset + from.remaining());
        long at = offset;
        while (from.hasRemaining()) {
            int count;
            try {
                count = medium.write(at, from);
            } catch (IOException failure) {
                throw failed("written", at, from.remaining(), failure);
            }
            if (count <= 0) {
                throw new IOException("%s takes no more bytes at byte %d".formatted(path, at));
            }
            at += count;
        }
    }

    private synchronized void note(long from, long to) {
        writtenFrom = Math.min(writtenFrom, from);
        writtenTo = Math.max(writtenTo, to);
    }

    /// Returns when everything written is on the medium.
    ///
    /// @throws IOException where the medium has not taken some of it; which bytes, a system does
    ///   not say, but they are among those that were written since the last flush
    public void flush() throws IOException {
        long from;
        long to;
        synchronized (this) {
            from = Math.min(writtenFrom, writtenTo);
            to = writtenTo;
            writtenFrom = Long.MAX_VALUE;
            writtenTo = 0;
        }
        try {
            medium.flush();
        } catch (IOException failure) {
            note(from, to);
            throw new IOException(
                    "%s has not kept what was written to it, somewhere from byte %,d to %,d (%s)"
                            .formatted(path, from, to, failure.getMessage()),
                    failure);
        }
    }

    /// Makes the next reads come from the medium, as good as the operating system allows.
    public void dropCache() throws IOException {
        medium.dropCache();
    }

    /// Gives up the claim; what was written and not flushed may still be on its way.
    @Override
    public void close() throws IOException {
        medium.close();
    }

    private IOException failed(String what, long offset, long count, IOException cause) {
        return new IOException(
                "%s cannot be %s from byte %,d to %,d (%s)"
                        .formatted(path, what, offset, offset + count, cause.getMessage()),
                cause);
    }

    private void checkRange(long offset, long count) throws EOFException {
        if (offset < 0 || offset + count > length()) {
            throw new EOFException(
                    "bytes %d to %d are not inside %s, which has %d bytes"
                            .formatted(offset, offset + count, path, length()));
        }
    }

    private static void checkExists(Path path) throws IOException {
        boolean windowsDrive = path.toString().startsWith("\\\\.\\");
        if (!windowsDrive && !Files.exists(path)) {
            throw new NoSuchFileException(
                    path.toString(), null, "there is no such disk or file; look at 'sower disks'");
        }
        if (Files.isDirectory(path)) {
            throw new IOException(path + " is a folder, not a disk or a disk image");
        }
    }

    static Medium open(Path path, boolean write) throws IOException {
        if (Files.isRegularFile(path)) {
            return RegularFile.open(path, write);
        }
        return switch (OperatingSystem.here()) {
            case LINUX -> write ? LinuxDevice.open(path, true) : ReadAccess.open(path);
            case WINDOWS -> SectorAligned.of(WindowsDrive.open(path, write));
            case MACOS -> SectorAligned.of(MacDisk.open(path, write));
        };
    }
}
