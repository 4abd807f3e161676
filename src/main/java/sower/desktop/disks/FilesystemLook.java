package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;

import java.util.Locale;

/// How a file system looks on the map: colour *and* pattern by style class, and a name for people.
enum FilesystemLook {
    EXT("fs-ext"),
    FAT("fs-fat"),
    NTFS("fs-ntfs"),
    OTHER("fs-other"),
    SWAP("fs-swap"),
    UNKNOWN("fs-unknown"),
    FREE("fs-free");

    private final String style;

    FilesystemLook(String style) {
        this.style = style;
    }

    String style() {
        return style;
    }

    static FilesystemLook of(Section section) {
        if (section.kind() == Section.Kind.FREE) {
            return FREE;
        }
        return switch (section.filesystem().toLowerCase(Locale.ROOT)) {
            case "ext2", "ext3", "ext4" -> EXT;
            case "vfat", "fat", "fat12", "fat16", "fat32", "exfat" -> FAT;
            case "ntfs" -> NTFS;
            case "xfs", "btrfs", "f2fs", "apfs", "hfsplus", "zfs" -> OTHER;
            case "swap" -> SWAP;
            default -> UNKNOWN;
        };
    }

    /// “ext4”, “FAT”, “swap”, “not recognised”, “free”.
    static String name(Section section) {
        if (section.kind() == Section.Kind.FREE) {
            return text("disks.free");
        }
        return switch (section.filesystem().toLowerCase(Locale.ROOT)) {
            case "", "unknown" -> text("disks.unrecognised");
            case "vfat" -> "FAT";
            case "fat12", "fat16", "fat32", "ntfs", "xfs" ->
                    section.filesystem().toUpperCase(Locale.ROOT);
            case "exfat" -> "exFAT";
            case "btrfs" -> "Btrfs";
            default -> section.filesystem();
        };
    }
}
