package sower.desktop.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Files in which the kernel tells of itself, as far as it tells this user.
final class Sysfs {
    private Sysfs() {}

    /// Of a counter or a speed; 0 where it is not told.
    static long number(Path file) {
        var text = text(file);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    /// Without blanks around it; empty where it is not told.
    static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException notTold) {
            return ""; // a link that is down answers EINVAL, another user's process EACCES
        }
    }

    /// In the order of their names.
    static List<Path> children(Path folder) {
        try (var all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException notForUs) {
            return List.of();
        }
    }
}
