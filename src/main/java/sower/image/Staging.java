package sower.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import sower.disk.Extent;

/// An image that is being written. Closing it before [#publish] removes everything.
///
/// While it is open it holds a lock inside its folder, which the system gives up when the program
/// dies, however it dies: so a folder that nobody works on can be told from one that grows. Such a
/// folder is taken over by the next image of the same name, see [#place].
public final class Staging implements Closeable {
    static final String LOCK = ".capturing";
    // of this program: to close a second channel of a file would give up its lock (fcntl(2))
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final ImageLibrary library;
    private final Path directory;
    private final FileChannel lock;
    private final Remains remains;
    private final Map<String, List<Extent>> stored = new TreeMap<>();
    private @Nullable Image backing;
    private boolean published;

    private Staging(ImageLibrary library, Path directory, FileChannel lock, Remains remains) {
        this.library = library;
        this.directory = directory;
        this.lock = lock;
        this.remains = remains;
    }

    /// Makes the folder, or takes over one that nobody works on any more; under the library's lock
    /// only.
    static Staging begin(ImageLibrary library, Path directory) throws IOException {
        Files.createDirectories(directory);
        var lock =
                FileChannel.open(
                        directory.resolve(LOCK),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        boolean begun = false;
        try {
            lock.lock();
            HERE.add(directory);
            var staging = new Staging(library, directory, lock, Remains.of(directory, lock));
            begun = true;
            return staging;
        } finally {
            if (!begun) {
                HERE.remove(directory);
                lock.close();
            }
        }
    }

    /// Whether somebody still works on an incomplete folder.
    static boolean isInWork(Path directory) throws IOException {
        var file = directory.resolve(LOCK);
        if (HERE.contains(directory)) {
            return true;
        }
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileLock free = channel.tryLock();
            return free == null;
        } catch (OverlappingFileLockException byThisProgram) {
            return true; // under another name of the folder
        }
    }

    /// Where volumes and torrents are written.
    public Path directory() {
        return directory;
    }

    /// Where a volume's file is written. Mostly nothing is there yet; after a capture of the same
    /// name that was killed, its file may be, if it was to become one of the same layout. Its bytes
    /// are worth nothing until they were compared with those that are to be there.
    ///
    /// @param layout says which bytes of the file will be written, whatever they are: a word
    ///   without `/`; empty for a file that nobody could go on with
    public Path place(String file, String layout) throws IOException {
        return remains.place(file, layout);
    }

    /// Notes that a volume's file holds only some of its bytes, and that `before`, which has the
    /// volume too, holds the rest. All volumes that share do so with one image.
    public void share(Manifest.Volume volume, Image before, List<Extent> inOwnRaw) {
        backing = before;
        stored.put(volume.name(), List.copyOf(inOwnRaw));
    }

    /// Writes and signs the manifest and gives the folder its name, in one step: whoever looks sees
    /// no image or the whole one, even after a power cut (see [Durable]).
    ///
    /// @param manifest its version is replaced by the next one that is free
    public Image publish(Manifest manifest) throws IOException {
        try (var _ = LibraryLock.take(library.root())) {
            var whole = manifest.withVersion(library.nextVersion(manifest.name()));
            var target = library.root().resolve(Image.title(whole.name(), whole.version()));
            byte[] bytes = ManifestFile.bytes(whole);
            Durable.create(directory.resolve(ManifestFile.NAME), bytes);
            Durable.create(
                    directory.resolve(Signature.NAME), SiteKey.of(library.root()).sign(bytes));
            if (backing != null) {
                share(backing);
            }
            remains.clear();
            lock.close();
            Files.delete(directory.resolve(LOCK));
            Durable.names(directory);
            Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
            published = true;
            HERE.remove(directory);
            Durable.names(library.root());
            return new Image(target, whole);
        }
    }

    private void share(Image before) throws IOException {
        var file = before.directory().resolve(ManifestFile.NAME);
        // between the beginning and now it may have been deleted, even have a namesake
        if (!Files.exists(file) || !ManifestFile.read(file).equals(before.manifest())) {
            throw new IOException(
                    "%s, which the new version shares data with, was deleted meanwhile; capture again"
                            .formatted(before.title()));
        }
        var name = before.directory().getFileName().toString();
        var sharing = new Sharing(name, Sharing.fingerprint(file), stored);
        Durable.create(directory.resolve(Sharing.NAME), sharing.bytes());
    }

    @Override
    public void close() throws IOException {
        if (published) {
            return;
        }
        // until all is gone, nobody else may take the folder over
        try (var _ = LibraryLock.take(library.root())) {
            HERE.remove(directory);
            lock.close();
            ImageLibrary.deleteTree(directory);
        }
    }
}
