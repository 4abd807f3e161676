package sower.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/// Files and names that survive a power cut.
///
/// The order is always: the bytes of the files, then the folder that names them, then the rename
/// that makes them count, then the folder in which was renamed. A name that is on the medium so
/// never stands for bytes that are not. Windows has no way to flush a folder and needs none: NTFS
/// journals names.
public final class Durable {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");

    private Durable() {}

    /// Writes a new file; its bytes are on the medium when this returns, its name is not yet.
    public static void create(Path file, byte[] bytes) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(true);
        }
    }

    /// The same for a secret: a file for its owner's eyes only, from its first byte on.
    public static void createHidden(Path file, byte[] bytes) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var folder = file.toAbsolutePath().resolveSibling("").normalize();
        try (var channel = FileChannel.open(file, options, ownerOnly(folder))) {
            var all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(true);
        }
    }

    /// The same for bytes that need not be in memory all at once.
    public static void create(Path file, Contents contents) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            contents.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /// Whatever writes the bytes of a file.
    @FunctionalInterface
    public interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Gives a file other bytes: whoever reads it, whenever the power goes, sees the old ones or
    /// the new ones.
    public static void replace(Path file, byte[] bytes) throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        create(next, bytes);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        names(file.toAbsolutePath().resolveSibling("").normalize());
    }

    /// Returns when the names in a folder are on the medium.
    public static void names(Path folder) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true); // fsync(2) of a directory
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
