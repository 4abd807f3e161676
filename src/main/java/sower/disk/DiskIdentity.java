package sower.disk;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// Which disk is meant, so that no other is written: the kernel gives its names anew whenever disks
/// come and go. Two that are equal are the same piece of hardware at the same place.
///
/// @param path such as `/dev/sdb`
/// @param length bytes
/// @param model in characters that are safe on a command line and in a question, like the rest
/// @param serial empty where the disk tells none
/// @param wwn world-wide name, empty where the disk tells none
public record DiskIdentity(Path path, long length, String model, String serial, String wwn) {
    /// What a disk is called by the kernel.
    static final String NAME = "/dev/[a-z][a-z0-9]{1,30}";

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._+/-]+");
    private static final int MOST = 80;
    private static final String PART = "([A-Za-z0-9._+/-]{0," + MOST + "})";
    private static final Pattern TEXT =
            Pattern.compile("(%s):([0-9]{1,18}):%s:%s:%s".formatted(NAME, PART, PART, PART));

    /// Of a disk as the operating system describes it.
    public static DiskIdentity of(Disk disk) {
        return of(disk.path(), disk.length(), disk.model(), disk.serial(), disk.wwn());
    }

    /// The same of its single parts, as the operating system tells them.
    public static DiskIdentity of(Path path, long length, String model, String serial, String wwn) {
        return new DiskIdentity(path, length, safe(model), safe(serial), safe(wwn));
    }

    /// What [#toString] wrote of a disk in `/dev`.
    ///
    /// @throws RefusedException if this is nothing of that kind
    static DiskIdentity parse(String text) throws RefusedException {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new RefusedException("this names no disk in /dev that could be written");
        }
        return new DiskIdentity(
                Path.of(parts.group(1)),
                Long.parseLong(parts.group(2)),
                parts.group(3),
                parts.group(4),
                parts.group(5));
    }

    /// One word: the person reads it where the system asks for the password.
    @Override
    public String toString() {
        return "%s:%d:%s:%s:%s".formatted(path, length, model, serial, wwn);
    }

    private static String safe(String words) {
        var safe = UNSAFE.matcher(words.strip()).replaceAll("_");
        return safe.substring(0, Math.min(MOST, safe.length()));
    }
}
