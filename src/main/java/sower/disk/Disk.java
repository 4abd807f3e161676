package sower.disk;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A disk as the operating system describes it; nothing here was read from the medium.
///
/// @param name the kernel's name, such as `nvme0n1`; small print for a person
/// @param path what to open, such as `/dev/nvme0n1`; for a practice disk a regular file
/// @param model the maker's name for it, empty where unknown
/// @param serial empty where unknown
/// @param wwn world-wide name, empty where unknown
/// @param length bytes
/// @param logicalSectorSize bytes, the unit of its addresses
/// @param physicalSectorSize bytes, the unit it writes without reading first
/// @param rotational whether it has a head to move
/// @param system whether the running system, or this program, lives on it
/// @param uses what the running system does with it or its partitions right now
public record Disk(
        String name,
        Path path,
        String model,
        String serial,
        String wwn,
        long length,
        int logicalSectorSize,
        int physicalSectorSize,
        boolean rotational,
        boolean removable,
        boolean readOnly,
        Transport transport,
        boolean system,
        List<Use> uses) {

    public Disk {
        uses = List.copyOf(uses);
    }

    /// The bus a disk is reached by.
    public enum Transport {
        NVME,
        SATA,
        SCSI,
        USB,
        VIRTIO,
        MMC,
        LOOP,
        FILE,
        UNKNOWN
    }

    /// One reason why the disk must not be written: something is using it.
    ///
    /// @param device the disk or the partition in use, such as `/dev/sda2`
    /// @param where the mount point, `swap`, or the device that holds it
    public record Use(Path device, Kind kind, String where) {
        /// How it is used.
        public enum Kind {
            MOUNTED,
            SWAP,
            HELD
        }

        /// A use as another machine told it: its paths are none of ours.
        public record Said(String device, Kind kind, String where) {}

        private static final Pattern WORDS =
                Pattern.compile("(.+?) is (mounted on|swap of this system|held by) ?(.*)");

        /// What [#words] said, where it was that.
        public static Optional<Said> read(String words) {
            var said = WORDS.matcher(words);
            if (!said.matches()) {
                return Optional.empty();
            }
            var kind =
                    switch (said.group(2)) {
                        case "mounted on" -> Kind.MOUNTED;
                        case "held by" -> Kind.HELD;
                        default -> Kind.SWAP;
                    };
            return Optional.of(new Said(said.group(1), kind, said.group(3)));
        }

        /// For a sentence about the disk.
        public String words() {
            return switch (kind) {
                case MOUNTED -> device + " is mounted on " + where;
                case SWAP -> device + " is swap of this system";
                case HELD -> device + " is held by " + where;
            };
        }
    }

    /// Whether something of it is mounted, swapped to, or held by another device.
    public boolean inUse() {
        return !uses.isEmpty();
    }
}
