package sower.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files in which the kernel tells of itself, in sysfs and /proc, as far as it tells this user.
public final class Sysfs {
    private Sysfs() {}

    /// Without blanks around it; empty where it is not told.
    public static String text(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file).strip() : "";
        } catch (IOException notTold) {
            return ""; // EINVAL or ENODEV for what a device does not have
        }
    }

    /// Of a counter or a speed; 0 where it is not told.
    public static long count(Path file) {
        var text = text(file);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /// In the order of their names; none where there is no such folder.
    static Stream<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList().stream();
        }
    }

    /// The same; none where they are not for us either.
    public static List<Path> visible(Path folder) {
        try {
            return children(folder).toList();
        } catch (IOException notForUs) {
            return List.of();
        }
    }
}
