package sower.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import oshi.SystemInfo;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HWPartition;

/// Disks of any desktop as OSHI tells them. It does not know sector sizes, the bus or whether a
/// disk is read-only; the sector size is asked of the device when it is opened.
final class OshiDisks implements Disks {
    private static final int SECTOR = 512;

    @Override
    public List<Disk> list(boolean withLoops) {
        var disks = new ArrayList<Disk>();
        for (var store : new SystemInfo().getHardware().getDiskStores()) {
            if (store.getSize() > 0) {
                disks.add(describe(store));
            }
        }
        disks.sort(Comparator.comparing(Disk::name, SysfsDisks::byNumber));
        return disks;
    }

    @Override
    public Disk at(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return describeFile(path);
        }
        for (var disk : list(false)) {
            if (disk.path().toString().equalsIgnoreCase(path.toString())) {
                return disk;
            }
        }
        throw new IOException(path + " is neither a disk of this machine nor a disk image");
    }

    private static Disk describe(HWDiskStore store) {
        var path = store.getName().startsWith("disk") ? "/dev/" + store.getName() : store.getName();
        var uses = new ArrayList<Disk.Use>();
        boolean system = false;
        for (var partition : store.getPartitions()) {
            if (!partition.getMountPoint().isBlank()) {
                var device = Path.of(partition.getIdentification());
                var where = partition.getMountPoint();
                uses.add(new Disk.Use(device, Disk.Use.Kind.MOUNTED, where));
                system |= isSystem(partition);
            }
        }
        return new Disk(
                lastName(path),
                Path.of(path),
                known(store.getModel()),
                known(store.getSerial()),
                "",
                store.getSize(),
                SECTOR,
                SECTOR,
                "HDD".equals(store.getDiskType()),
                store.getModel().toLowerCase(Locale.ROOT).contains("usb"),
                false,
                Disk.Transport.UNKNOWN,
                system,
                uses);
    }

    private static Disk describeFile(Path file) throws IOException {
        return new Disk(
                String.valueOf(file.getFileName()),
                file,
                "",
                "",
                "",
                Files.size(file),
                SECTOR,
                SECTOR,
                false,
                false,
                !Files.isWritable(file),
                Disk.Transport.FILE,
                false,
                List.of());
    }

    /// The system, or the Java that runs this program, is on the partition.
    private static boolean isSystem(HWPartition partition) {
        var point = partition.getMountPoint().toLowerCase(Locale.ROOT);
        var windows = System.getenv().getOrDefault("SystemRoot", "/").toLowerCase(Locale.ROOT);
        var java = System.getProperty("java.home").toLowerCase(Locale.ROOT);
        boolean root = "/".equals(point) || point.startsWith("/system/volumes");
        return root || point.length() > 1 && (windows.startsWith(point) || java.startsWith(point));
    }

    private static String known(String text) {
        return "unknown".equalsIgnoreCase(text.strip()) ? "" : text.replace('_', ' ').strip();
    }

    private static String lastName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
