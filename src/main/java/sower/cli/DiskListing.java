package sower.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;
import sower.disk.Disk;
import sower.disk.Extent;
import sower.filesystem.Filesystems;
import sower.partition.PartitionTable;

/// A disk with a first look at what is on it.
///
/// @param table `gpt`, `mbr` or `none`; empty where the disk could not be read
/// @param trouble why it could not be read, else empty
record DiskListing(Disk disk, String table, List<Volume> volumes, String trouble) {
    DiskListing {
        volumes = List.copyOf(volumes);
    }

    /// One partition, or the whole disk with slot 0.
    record Volume(
            int slot,
            long offset,
            long length,
            String type,
            String filesystem,
            String label,
            String uuid) {}

    /// Looks into a disk; one that cannot be read is listed all the same.
    static DiskListing of(Disk disk) {
        try (var source = BlockDevice.openSource(disk.path())) {
            var table = PartitionTable.read(source, disk.logicalSectorSize());
            var volumes = new ArrayList<Volume>();
            if (table.isEmpty()) {
                volumes.add(volume(source, 0, new Extent(0, source.length()), ""));
                return new DiskListing(disk, "none", volumes, "");
            }
            for (var partition : table.get().partitions()) {
                var extent = partition.extent();
                volumes.add(volume(source, partition.slot(), extent, partition.type()));
            }
            return new DiskListing(disk, table.get().kind(), volumes, "");
        } catch (IOException unreadable) {
            return new DiskListing(disk, "", List.of(), CommandLineProgram.sentence(unreadable));
        }
    }

    private static Volume volume(ByteSource source, int slot, Extent extent, String type)
            throws IOException {
        if (extent.end() > source.length()) {
            var beyond = "ends beyond the disk";
            return new Volume(slot, extent.offset(), extent.length(), type, beyond, "", "");
        }
        var filesystem = Filesystems.probe(source.slice(extent));
        return new Volume(
                slot,
                extent.offset(),
                extent.length(),
                type,
                filesystem.kind(),
                filesystem.label(),
                filesystem.uuid());
    }

    /// Everything as maps of plain values, in a fixed order.
    Map<String, Object> json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", disk.name());
        fields.put("path", disk.path().toString());
        fields.put("model", disk.model());
        fields.put("serial", disk.serial());
        fields.put("wwn", disk.wwn());
        fields.put("length", disk.length());
        fields.put("logicalSectorSize", disk.logicalSectorSize());
        fields.put("physicalSectorSize", disk.physicalSectorSize());
        fields.put("rotational", disk.rotational());
        fields.put("removable", disk.removable());
        fields.put("readOnly", disk.readOnly());
        fields.put("transport", disk.transport().name());
        fields.put("system", disk.system());
        fields.put("uses", disk.uses().stream().map(DiskListing::json).toList());
        fields.put("table", table);
        fields.put("volumes", volumes);
        fields.put("trouble", trouble);
        return fields;
    }

    private static Map<String, String> json(Disk.Use use) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("device", use.device().toString());
        fields.put("kind", use.kind().name());
        fields.put("where", use.where());
        return fields;
    }
}
