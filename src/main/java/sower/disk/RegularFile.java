package sower.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A disk image: a file used as if it were a disk. Its claim is a lock on the file, which keeps
/// other Sower programs away but not other programs.
final class RegularFile implements Medium {
    private static final int SECTOR = 512;

    private final Path path;
    private final FileChannel channel;
    private final long length;

    private RegularFile(Path path, FileChannel channel, long length) {
        this.path = path;
        this.channel = channel;
        this.length = length;
    }

    static RegularFile open(Path path, boolean write) throws IOException {
        if (!write) {
            var channel = FileChannel.open(path, StandardOpenOption.READ);
            return new RegularFile(path, channel, channel.size());
        }
        if (!Files.isWritable(path)) {
            throw new RefusedException(path + " is read-only; allow writing or choose another");
        }
        var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new RefusedException(path + " is being used by another Sower program");
        }
        return new RegularFile(path, channel, channel.size());
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException lockedByThisProgram) {
            return null;
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int logicalSectorSize() {
        return SECTOR;
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
        if (OperatingSystem.here() == OperatingSystem.LINUX) {
            LinuxDevice.dropFileCache(path);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
