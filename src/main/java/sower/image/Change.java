package sower.image;

import java.util.List;

/// One thing that will not be on a machine's disk as it is on the master.
///
/// @param figures numbers and names in the order of its words
public record Change(What what, List<Object> figures) {
    public Change {
        figures = List.copyOf(figures);
    }

    public static Change of(What what, Object... figures) {
        return new Change(what, List.of(figures));
    }

    /// A phrase in English.
    public String words() {
        return what.words.formatted(figures.toArray());
    }

    /// The kinds, each with its words.
    public enum What {
        /// the disk's sector size, the master's
        SECTORS("sectors of %,d instead of %,d bytes"),
        /// slot, bytes
        SHORTER("partition %d shorter by %,d bytes"),
        /// slot, bytes
        LONGER("partition %d longer by %,d bytes"),
        DISK_ID("a disk GUID of its own"),
        HOST_NAME("host name %s"),
        MACHINE_ID("a machine id of its own"),
        SSH_HOST_KEYS("SSH host keys of its own"),
        SCRIPT("a script"),
        UEFI_BOOT_ENTRY("a boot entry in the firmware");

        private final String words;

        What(String words) {
            this.words = words;
        }
    }
}
