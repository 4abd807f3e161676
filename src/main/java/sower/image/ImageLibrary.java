package sower.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import sower.disk.RefusedException;

/// A folder of images. Nothing in it is ever overwritten.
public final class ImageLibrary {
    private static final System.Logger LOG = System.getLogger(ImageLibrary.class.getName());
    private static final String INCOMPLETE = ".incomplete";
    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._+-]*");
    private static final int LONGEST_NAME = 80;
    private static final Set<String> TAKEN = Set.of("runs", "machines"); // folders of the room

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
            if (image.exactName().equals(name) || image.manifest().name().equals(name)) {
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

    /// Begins a new image of this name: a folder to write into, visible to nobody. Where a capture
    /// of this name was killed, it is the folder that it left.
    public Staging stage(String name) throws IOException {
        checkName(name);
        try (var _ = LibraryLock.take(root)) {
            return Staging.begin(this, unfinished(name));
        }
    }

    /// Removes an image and all its files. Later versions that share its data get what they need of
    /// it first.
    ///
    /// @throws RefusedException if there is no room for that
    public void delete(Image image) throws IOException {
        try (var _ = LibraryLock.take(root)) {
            for (var heir : sharing(image)) {
                var shared = Sharing.of(heir).orElseThrow();
                Handover.of(image, heir, shared).run(freeBytes());
            }
            // first the name, so that a crash leaves something that is marked as incomplete
            var marked = free(image.title());
            Files.move(image.directory(), marked, StandardCopyOption.ATOMIC_MOVE);
            Durable.names(root);
            deleteTree(marked);
        }
    }

    /// Removes the folder of a capture that was not finished, if nobody works on it.
    ///
    /// @param folder one of [#incomplete]
    /// @throws RefusedException if somebody does
    public void deleteIncomplete(Path folder) throws IOException {
        try (var _ = LibraryLock.take(root)) {
            if (!folders().contains(folder) || !isIncomplete(folder) || Staging.isInWork(folder)) {
                throw new RefusedException(folder + " is being captured just now");
            }
            deleteTree(folder);
        }
    }

    /// Whether a capture into an incomplete folder is going on, in whatever program.
    public static boolean isInWork(Path folder) throws IOException {
        return Staging.isInWork(folder);
    }

    /// Whether an image of this name is being made just now, in whatever program.
    public boolean isBeingMade(String name) throws IOException {
        // not between the last steps of a publication, when it is neither in work nor there
        try (var _ = LibraryLock.take(root)) {
            for (int i = 1; Files.exists(incomplete(name, i)); i++) {
                if (Staging.isInWork(incomplete(name, i))) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The images that keep their data partly in `image`, which is why deleting it takes a while.
    public List<Image> sharing(Image image) throws IOException {
        var heirs = new ArrayList<Image>();
        for (var other : list()) {
            var sharing = Sharing.of(other);
            if (sharing.isPresent() && sharing.get().isOn(image)) {
                heirs.add(other);
            }
        }
        return heirs;
    }

    /// The newest version of a name, or nothing.
    public Optional<Image> newest(String name) throws IOException {
        return list().stream()
                .filter(image -> image.manifest().name().equals(name))
                .reduce((older, newer) -> newer);
    }

    /// The version number that the next image of a name gets.
    int nextVersion(String name) throws IOException {
        int version = newest(name).map(image -> image.manifest().version()).orElse(0) + 1;
        while (Files.exists(root.resolve(Image.title(name, version)))) {
            version++;
        }
        return version;
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

    /// The same for an image of this name, which may go on with the compressed files that a killed
    /// capture left. How much of a sparse file there is, Java cannot tell; it counts for nothing.
    public long freeBytes(String name) throws IOException {
        long bytes = freeBytes();
        var left = unfinished(name);
        if (Files.exists(left)) {
            try (var files = Files.newDirectoryStream(left, "*.zst")) {
                for (var file : files) {
                    bytes += Files.size(file);
                }
            }
        }
        return bytes;
    }

    /// @throws RefusedException if no folder can have this name
    public static void checkName(String name) throws RefusedException {
        if (name.length() > LONGEST_NAME || !isFileName(name) || name.endsWith(INCOMPLETE)) {
            throw new RefusedException(
                    "an image cannot be called '%s': use up to %d letters, digits, spaces, . _ + -"
                            .formatted(name, LONGEST_NAME));
        }
        checkFree(name);
    }

    private static void checkFree(String name) throws RefusedException {
        if (TAKEN.contains(name)) {
            throw new RefusedException(
                    "an image cannot be called '%s': the library keeps its %s in that folder"
                            .formatted(name, name));
        }
    }

    /// Whether files of an image may be called so.
    public static boolean isFileName(String name) {
        return FILE_NAME.matcher(name).matches() && !name.endsWith(" ") && !name.endsWith(".");
    }

    /// Whether a folder of an image may be called so: `lab`, `lab@2`.
    static boolean isImageFolder(String name) {
        return isFileName(name.replaceFirst("@[0-9]+$", ""));
    }

    private Path unfinished(String name) throws IOException {
        for (int i = 1; ; i++) {
            var folder = incomplete(name, i);
            if (!Files.exists(folder) || !Staging.isInWork(folder)) {
                return folder;
            }
        }
    }

    private Path incomplete(String name, int number) {
        return root.resolve(name + (number == 1 ? "" : "-" + number) + INCOMPLETE);
    }

    private Path free(String name) {
        for (int i = 1; ; i++) {
            var folder = incomplete(name, i);
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

    static void deleteTree(Path folder) throws IOException {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
