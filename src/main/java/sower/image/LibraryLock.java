package sower.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/// Held while a library's images come or go, or its keys are made. It keeps the other threads of
/// this program and other programs away; reading needs none.
public final class LibraryLock implements Closeable {
    private static final String NAME = ".lock";
    // a file lock belongs to the whole program, so its threads need one of their own
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;
    private final FileLock lock;

    private LibraryLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /// Waits until it is free. Not to be taken twice by one thread.
    public static LibraryLock take(Path library) throws IOException {
        THREADS.lock();
        boolean taken = false;
        try {
            Files.createDirectories(library);
            var channel =
                    FileChannel.open(
                            library.resolve(NAME),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            var held = new LibraryLock(channel, channel.lock());
            taken = true;
            return held;
        } finally {
            if (!taken) {
                THREADS.unlock();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lock.release();
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }
}
