package sower.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Files in a mounted volume: made, aged and compared.
public final class FileTree {
    private final Path root;
    private final Random random;
    private final ArrayList<Path> files = new ArrayList<>();
    private int made;

    public FileTree(Path root, long seed) {
        this.root = root;
        this.random = new Random(seed);
    }

    /// Makes `count` files of up to `most` bytes in a few folders.
    public FileTree make(int count, int most) throws IOException {
        for (int i = 0; i < count; i++) {
            var folder = Files.createDirectories(root.resolve("folder " + random.nextInt(8)));
            var file = folder.resolve("file number " + made++ + ".bin");
            Files.write(file, bytes(random.nextInt(most + 1)));
            files.add(file);
        }
        return this;
    }

    /// Deletes, makes and enlarges files, so that free space and files fall into pieces.
    public FileTree age(int rounds, int most) throws IOException {
        for (int i = 0; i < rounds; i++) {
            for (int gone = files.size() / 4; gone > 0; gone--) {
                Files.delete(files.remove(random.nextInt(files.size())));
            }
            for (int grown = files.size() / 4; grown > 0; grown--) {
                var file = files.get(random.nextInt(files.size()));
                Files.write(file, bytes(random.nextInt(most / 2)), StandardOpenOption.APPEND);
            }
            make(files.size() / 2, most);
        }
        return this;
    }

    /// Gives one in `every` files other bytes of the same length, in new blocks, as a package
    /// manager does: written beside it, then renamed.
    public FileTree replace(int every) throws IOException {
        for (var file : chosen(every)) {
            var next = file.resolveSibling(file.getFileName() + ".new");
            Files.write(next, bytes((int) Files.size(file)));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return this;
    }

    /// Gives one in `every` files other bytes, in the blocks they have.
    public FileTree overwrite(int every) throws IOException {
        for (var file : chosen(every)) {
            Files.write(file, bytes((int) Files.size(file)), StandardOpenOption.WRITE);
        }
        return this;
    }

    private List<Path> chosen(int every) {
        var shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, files.size() / every);
    }

    /// Writes until there is no room for `size` more bytes.
    FileTree fill(int size) throws IOException {
        while (Files.getFileStore(root).getUsableSpace() > 2L * size + 50_000) {
            var file = root.resolve("filler " + made++);
            Files.write(file, bytes(size));
        }
        return this;
    }

    /// Leaves free space in pieces of one small file, then fills them with whatever holds files'
    /// names.
    FileTree splinter() throws IOException {
        fill(900);
        for (int i = 0; i < made; i += 2) {
            Files.delete(root.resolve("filler " + i));
        }
        int names = made / 4 * 3; // a quarter more than there were names before
        for (int i = 0; i < names; i++) {
            Files.createFile(root.resolve("empty " + i));
        }
        return this;
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /// SHA-256 of all files by path; folders have none.
    public static Map<String, String> hashes(Path root) throws IOException {
        var hashes = new TreeMap<String, String>();
        try (var paths = Files.walk(root)) {
            for (var path : paths.toList()) {
                var name = root.relativize(path).toString();
                hashes.put(name, Files.isDirectory(path) ? "" : sha256(Files.readAllBytes(path)));
            }
        }
        return hashes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
