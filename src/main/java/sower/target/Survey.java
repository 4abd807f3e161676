package sower.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sower.deploy.Inventory;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;
import sower.disk.Disk;
import sower.disk.Disks;
import sower.disk.Extent;
import sower.filesystem.Filesystems;
import sower.partition.PartitionTable;

/// Looks at this machine: reads only, keeps nothing.
public final class Survey {
    private static final int LOOK = 1 << 20;
    private static final Path ROOT = Path.of("/");

    private final Hardware hardware;
    private final Disks disks;
    private final boolean loops;
    private final List<Path> among;
    private final boolean power;

    /// @param loops whether loop devices count as disks
    /// @param among the only disks (or image files) to be told of; empty for all
    public Survey(Disks disks, boolean loops, List<Path> among) {
        this(disks, loops, among, false);
    }

    private Survey(Disks disks, boolean loops, List<Path> among, boolean power) {
        this.hardware = new Hardware(ROOT);
        this.disks = disks;
        this.loops = loops;
        this.among = List.copyOf(among);
        this.power = power;
    }

    /// The same of a machine that the workstation may start anew or switch off.
    public Survey withPower() {
        return new Survey(disks, loops, among, true);
    }

    boolean power() {
        return power;
    }

    /// Bytes of memory that this machine has, 0 where unknown.
    public static long memory() {
        return new Hardware(ROOT).memory();
    }

    /// The machine, now.
    ///
    /// @throws IOException when the operating system does not tell of its disks
    public Inventory inventory() throws IOException {
        return hardware.with(look(), power);
    }

    /// Its disks, now.
    List<InventoryDisk> look() throws IOException {
        var seen = new ArrayList<InventoryDisk>();
        if (among.isEmpty()) {
            for (var disk : disks.list(loops)) {
                seen.add(describe(disk));
            }
        }
        for (var path : among) {
            seen.add(describe(disks.at(path)));
        }
        return seen;
    }

    private static InventoryDisk describe(Disk disk) {
        return new InventoryDisk(
                disk.path().toString(),
                disk.model(),
                disk.serial(),
                disk.wwn(),
                disk.length(),
                disk.logicalSectorSize(),
                disk.physicalSectorSize(),
                disk.removable(),
                disk.readOnly(),
                disk.system(),
                disk.uses().stream().map(Disk.Use::words).toList(),
                contents(disk));
    }

    private static Contents contents(Disk disk) {
        try (var source = BlockDevice.openSource(disk.path())) {
            var table = PartitionTable.read(source, disk.logicalSectorSize());
            var volumes = new ArrayList<Contents.Volume>();
            if (table.isEmpty()) {
                volumes.add(volume(source, 0, new Extent(0, source.length())));
                return new Contents("none", volumes, "");
            }
            for (var partition : table.get().partitions()) {
                volumes.add(volume(source, partition.slot(), partition.extent()));
            }
            return new Contents(table.get().kind(), volumes, "");
        } catch (IOException unreadable) {
            return new Contents("", List.of(), String.valueOf(unreadable.getMessage()));
        }
    }

    private static Contents.Volume volume(ByteSource source, int slot, Extent extent)
            throws IOException {
        if (extent.end() > source.length()) {
            return new Contents.Volume(slot, "ends beyond the disk", "", extent.length());
        }
        var found = Filesystems.probe(source.slice(extent));
        boolean unknown = found.kind().equals("unknown");
        var kind = unknown && beginsWithZeros(source, extent) ? "zeros" : found.kind();
        return new Contents.Volume(slot, kind, found.label(), extent.length());
    }

    private static boolean beginsWithZeros(ByteSource source, Extent extent) throws IOException {
        int count = (int) Math.min(LOOK, extent.length());
        return source.isZero(extent.offset(), count);
    }
}
