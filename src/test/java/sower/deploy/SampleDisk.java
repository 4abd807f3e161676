package sower.deploy;

import java.util.List;
import java.util.Random;
import sower.deploy.Inventory.BootMode;
import sower.deploy.InventoryDisk.Contents;

/// Disks as agents tell of them.
final class SampleDisk {
    private static final long STEP = 1 << 20;

    private SampleDisk() {}

    /// A built-in disk that nobody uses.
    static InventoryDisk of(String path, long length) {
        return with(path, length, 512, false, false, false, List.of());
    }

    static InventoryDisk with(
            String path,
            long length,
            int sectorSize,
            boolean removable,
            boolean readOnly,
            boolean system,
            List<String> uses) {
        var contents = new Contents("none", List.of(), "");
        var serial = "S" + path;
        return new InventoryDisk(
                path,
                "Model",
                serial,
                "W" + path,
                length,
                sectorSize,
                sectorSize,
                removable,
                readOnly,
                system,
                uses,
                contents);
    }

    /// Anything that can be plugged into a machine, sizes around that of the image.
    static InventoryDisk any(Random random, int index) {
        return with(
                "/dev/sd" + (char) ('a' + index),
                (6 + random.nextInt(14)) * STEP + (random.nextInt(3) - 1) * 512L,
                random.nextInt(6) == 0 ? 4096 : 512,
                random.nextInt(4) == 0,
                random.nextInt(8) == 0,
                random.nextInt(4) == 0,
                random.nextInt(6) == 0 ? List.of("it is mounted on /") : List.of());
    }

    static Inventory machine(InventoryDisk... disks) {
        return machine(List.of(disks));
    }

    static Inventory machine(List<InventoryDisk> disks) {
        return new Inventory("", "", 0, BootMode.UEFI, List.of(), disks);
    }
}
