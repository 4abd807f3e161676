package sower.deploy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A disk of a machine as its agent tells of it: what it is, who uses it, and what is on it now.
///
/// @param path such as `/dev/nvme0n1`; a name of this hour, not of the disk
/// @param serial empty where unknown
/// @param wwn world-wide name, empty where unknown
/// @param length bytes
/// @param logicalSectorSize bytes, the unit of its addresses
/// @param physicalSectorSize bytes, the unit it writes without reading first
/// @param system whether the machine runs from it
/// @param uses one phrase for each use, such as `/dev/sda2 is mounted on /home`
public record InventoryDisk(
        String path,
        String model,
        String serial,
        String wwn,
        long length,
        int logicalSectorSize,
        int physicalSectorSize,
        boolean removable,
        boolean readOnly,
        boolean system,
        List<String> uses,
        Contents contents) {

    public InventoryDisk {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(serial, "serial");
        Objects.requireNonNull(wwn, "wwn");
        Objects.requireNonNull(contents, "contents");
        uses = List.copyOf(uses);
    }

    /// What is on a disk, from a first look.
    ///
    /// @param table `gpt`, `mbr` or `none`
    /// @param volumes one per partition, or the whole disk with slot 0
    /// @param trouble why the disk could not be read, else empty
    public record Contents(String table, List<Volume> volumes, String trouble) {
        public Contents {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(trouble, "trouble");
            volumes = List.copyOf(volumes);
        }

        /// One partition, or the whole disk.
        ///
        /// @param filesystem as the kernel names it, `unknown` where nobody recognised it, `zeros`
        ///   where it also begins with nothing else (which says nothing of the rest)
        public record Volume(int slot, String filesystem, String label, long length) {
            public Volume {
                Objects.requireNonNull(filesystem, "filesystem");
                Objects.requireNonNull(label, "label");
            }
        }
    }

    /// Whether this is the same piece of hardware at the same place, whatever is on it.
    public boolean isSameDevice(InventoryDisk other) {
        return path.equals(other.path)
                && model.equals(other.model)
                && serial.equals(other.serial)
                && wwn.equals(other.wwn)
                && length == other.length
                && logicalSectorSize == other.logicalSectorSize;
    }

    /// Why it must never be written, whatever rule chose it.
    public Optional<Reason> unsafe() {
        if (system) {
            return Optional.of(new Reason.RunsFrom(path));
        }
        if (!uses.isEmpty()) {
            return Optional.of(new Reason.InUse(path, uses));
        }
        if (removable) {
            return Optional.of(new Reason.Removable(path));
        }
        if (readOnly) {
            return Optional.of(new Reason.ReadOnly(path));
        }
        if (!contents.trouble().isEmpty()) {
            return Optional.of(new Reason.Unreadable(path, contents.trouble()));
        }
        return Optional.empty();
    }
}
