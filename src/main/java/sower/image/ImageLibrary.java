package sower.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import sower.disk.RefusedException;

/// A folder of images. Nothing in it is ever overwritten.
public final class ImageLibrary {
    private static final System.Logger LOG = System.getLogger(ImageLibrary.class.getName());
    private static final String INCOMPLETE = ".incomplete";
    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]*");
    private static final int LONGEST_NAME = 80;

    private final Path root;

    /// @param root need not exist yet
    public ImageLibrary(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /// Where images are kept unless the user says otherwise: the place for a user's program data.
    public static Path usualRoot() {
        var home = System.getProperty("user.home");
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("win")) {
            var local = System.getenv("LOCALAPPDATA");
            return Path.of(local == null ? home : local, "Sower", "images");
        }
        if (system.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "Sower", "images");
        }
        var data = System.getenv("XDG_DATA_HOME");
        return data == null || data.isEmpty()
                ? Path.of(home, ".local", "share", "sower", "images")
                : Path.of(data, "sower", "images");
    }

    /// The folder that holds the images' folders.
    public Path root() {
        return root;
    }

    /// All whole images, by name, newer versions later. Folders that are no images are passed over.
    public List<Image> list() throws IOException {
        var images = new ArrayList<Image>();
        for (var folder : folders()) {
            var file = folder.resolve(ManifestFile.NAME);
            if (isIncomplete(folder) || !Files.isRegularFile(file)) {
                continue;
            }
            try {
                images.add(new Image(folder, ManifestFile.read(file)));
            } catch (IOException damaged) {
                // one damaged image must not hide the others
                LOG.log(System.Logger.Level.WARNING, damaged.getMessage());
            }
        }
        images.sort(
                Comparator.comparing((Image image) -> image.manifest().name())
                        .thenComparingInt(image -> image.manifest().version()));
        return images;
    }

    /// Folders of captures that are running, or were killed.
    public List<Path> incomplete() throws IOException {
        return folders().stream().filter(ImageLibrary::isIncomplete).toList();
    }

    /// An image by its name, which means its newest version, or by `name@version`.
    ///
    /// @throws NoSuchFileException if there is none, naming those that are there
    public Image open(String name) throws IOException {
        Image newest = null;
        var images = list();
        for (var image : images) {
            var manifest = image.manifest();
            boolean exact = (manifest.name() + "@" + manifest.version()).equals(name);
            if (exact || manifest.name().equals(name)) {
                newest = image;
            }
        }
        if (newest == null) {
            throw new NoSuchFileException(
                    root.resolve(name).toString(),
                    null,
                    images.isEmpty()
                            ? "the library is empty"
                            : "the library has " + String.join(", ", titles(images)));
        }
        return newest;
    }

    /// Begins a new image of this name: a folder to write into, visible to nobody.
    public Staging stage(String name) throws IOException {
        checkName(name);
        Files.createDirectories(root);
        return new Staging(Files.createDirectory(free(name)));
    }

    /// Removes an image and all its files.
    public void delete(Image image) throws IOException {
        // first the name, so that a crash leaves something that is marked as incomplete
        var marked = free(image.title());
        Files.move(image.directory(), marked, StandardCopyOption.ATOMIC_MOVE);
        deleteTree(marked);
    }

    /// Bytes that may still be written into the library.
    public long freeBytes() throws IOException {
        Path existing = root;
        while (!Files.exists(existing)) {
            var parent = existing.getParent();
            if (parent == null) {
                return 0;
            }
            existing = parent;
        }
        return Files.getFileStore(existing).getUsableSpace();
    }

    /// @throws RefusedException if no folder can have this name
    public static void checkName(String name) throws RefusedException {
        if (name.length() > LONGEST_NAME || !isFileName(name) || name.endsWith(INCOMPLETE)) {
            throw new RefusedException(
                    "an image cannot be called '%s': use up to %d letters, digits, spaces, . _ + -"
                            .formatted(name, LONGEST_NAME));
        }
    }

    static boolean isFileName(String name) {
        return FILE_NAME.matcher(name).matches() && !name.endsWith(" ") && !name.endsWith(".");
    }

    private Path free(String name) {
        for (int i = 1; ; i++) {
            var folder = root.resolve(name + (i == 1 ? "" : "-" + i) + INCOMPLETE);
            if (!Files.exists(folder)) {
                return folder;
            }
        }
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var entries = Files.list(root)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static boolean isIncomplete(Path folder) {
        return folder.getFileName().toString().endsWith(INCOMPLETE);
    }

    private static List<String> titles(List<Image> images) {
        return images.stream().map(Image::title).toList();
    }

    private static void deleteTree(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// An image that is being written. Closing it before [#publish] removes everything.
    public final class Staging implements Closeable {
        private final Path directory;
        private boolean published;

        private Staging(Path directory) {
            this.directory = directory;
        }

        /// Where volumes and torrents are written.
        public Path directory() {
            return directory;
        }

        /// Writes the manifest and gives the folder its name, in one step: whoever looks sees no
        /// image or the whole one.
        ///
        /// @param manifest its version is replaced by the next one that is free
        public Image publish(Manifest manifest) throws IOException {
            for (int version = nextVersion(manifest.name()); ; version++) {
                var whole = manifest.withVersion(version);
                var target = root.resolve(Image.title(manifest.name(), version));
                if (Files.exists(target)) {
                    continue;
                }
                var file = directory.resolve(ManifestFile.NAME);
                ManifestFile.write(file, whole);
                try {
                    Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
                    published = true;
                    return new Image(target, whole);
                } catch (DirectoryNotEmptyException | FileAlreadyExistsException overtaken) {
                    Files.delete(file); // another program published this version just now
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (!published) {
                deleteTree(directory);
            }
        }

        private int nextVersion(String name) throws IOException {
            return list().stream()
                            .filter(image -> image.manifest().name().equals(name))
                            .mapToInt(image -> image.manifest().version())
                            .max()
                            .orElse(0)
                    + 1;
        }
    }
}
