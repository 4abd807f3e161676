package sower.disk;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Disks of Linux, read from sysfs and /proc alone, without root and without any library.
final class SysfsDisks implements Disks {
    private static final int FILE_TYPE = 0xF000; // S_IFMT
    private static final int BLOCK_DEVICE = 0x6000; // S_IFBLK
    private static final int FILE_SECTOR = 512;

    private final Path root;

    /// @param root where `sys`, `proc` and `run` are: `/` but for tests
    SysfsDisks(Path root) {
        this.root = root;
    }

    @Override
    public List<Disk> list(boolean withLoops) throws IOException {
        var nodes = nodes();
        var uses = uses(nodes);
        var disks = new ArrayList<Disk>();
        for (var node : nodes) {
            if (!node.isPartition() && isListed(node, withLoops)) {
                disks.add(describe(node, uses));
            }
        }
        disks.sort(Comparator.comparing(Disk::name, SysfsDisks::byNumber));
        return disks;
    }

    @Override
    public Disk at(Path path) throws IOException {
        var real = path.toRealPath();
        var nodes = nodes();
        if (Files.isRegularFile(real)) {
            return describeFile(real, uses(nodes));
        }
        var number = majorMinor(real);
        for (var node : nodes) {
            if (node.majorMinor().equals(number)) {
                return describe(node, uses(nodes));
            }
        }
        throw new IOException(path + " is neither a disk nor a disk image");
    }

    private static boolean isListed(SysfsNode node, boolean withLoops) {
        var name = node.name();
        if (node.length() == 0 || name.startsWith("ram") || name.startsWith("zram")) {
            return false;
        }
        if (name.startsWith("dm-") || name.startsWith("md") || name.startsWith("sr")) {
            return false; // built on disks that are listed, or no disk at all
        }
        return !node.isLoop() || withLoops && node.backingFile().isPresent();
    }

    private List<SysfsNode> nodes() throws IOException {
        var nodes = new ArrayList<SysfsNode>();
        for (var link : Sysfs.children(root.resolve("sys/class/block")).toList()) {
            if (Files.exists(link)) {
                nodes.add(new SysfsNode(link.toRealPath()));
            }
        }
        return nodes;
    }

    private SysfsUses uses(List<SysfsNode> nodes) throws IOException {
        return new SysfsUses(nodes, MountTable.read(root.resolve("proc")), root, program());
    }

    private static List<Path> program() {
        var folders = new ArrayList<Path>();
        folders.add(Path.of(System.getProperty("java.home")));
        var source = SysfsDisks.class.getProtectionDomain().getCodeSource();
        // A class from the JVM's cache does not know where its jar went since that was made; such a
        // jar lies beside java.home
        if (source != null && source.getLocation() != null) {
            try {
                folders.add(Path.of(source.getLocation().toURI()));
            } catch (URISyntaxException | IllegalArgumentException notAFile) {
                return folders; // inside a run-time image: java.home is the program's home
            }
        }
        return folders;
    }

    private Disk describe(SysfsNode node, SysfsUses uses) throws IOException {
        var disk = node.disk();
        var transport = transport(disk);
        var udev = udev(disk);
        return new Disk(
                node.name(),
                Path.of("/dev", node.name()),
                model(disk, udev),
                SysfsSerial.of(disk, transport, udev),
                first(disk.text("wwid"), disk.text("device/wwid"), udev.get("ID_WWN")),
                node.length(),
                (int) disk.number("queue/logical_block_size", FILE_SECTOR),
                (int) disk.number("queue/physical_block_size", FILE_SECTOR),
                disk.flag("queue/rotational"),
                disk.flag("removable"),
                disk.flag("ro") || node.flag("ro"),
                transport,
                uses.isSystem(node),
                uses.of(node));
    }

    private static Disk describeFile(Path file, SysfsUses uses) throws IOException {
        return new Disk(
                file.getFileName().toString(),
                file,
                "",
                "",
                "",
                Files.size(file),
                FILE_SECTOR,
                FILE_SECTOR,
                false,
                false,
                !Files.isWritable(file),
                Disk.Transport.FILE,
                false,
                uses.ofFile(file));
    }

    private static Disk.Transport transport(SysfsNode disk) {
        var folder = disk.folder().toString();
        if (disk.isLoop()) {
            return Disk.Transport.LOOP;
        }
        if (folder.contains("/usb")) {
            return Disk.Transport.USB;
        }
        if (folder.contains("/nvme")) {
            return Disk.Transport.NVME;
        }
        if (folder.contains("/ata")) {
            return Disk.Transport.SATA;
        }
        if (folder.contains("/virtio")) {
            return Disk.Transport.VIRTIO;
        }
        if (folder.contains("/mmc")) {
            return Disk.Transport.MMC;
        }
        return disk.name().startsWith("sd") ? Disk.Transport.SCSI : Disk.Transport.UNKNOWN;
    }

    private static String model(SysfsNode disk, Map<String, String> udev) {
        if (disk.isLoop()) {
            return disk.backingFile().map(Path::toString).orElse("");
        }
        var model = first(disk.text("device/model"), disk.text("device/name"));
        var vendor = disk.text("device/vendor");
        boolean isMaker = !vendor.isEmpty() && !"ATA".equals(vendor) && !vendor.startsWith("0x");
        if (isMaker && !model.startsWith(vendor)) {
            model = (vendor + " " + model).strip();
        }
        return first(model, udev.getOrDefault("ID_MODEL", "").replace('_', ' '));
    }

    /// What udev wrote down of a device, where it runs; its format is private but a plain file.
    private Map<String, String> udev(SysfsNode disk) {
        var properties = new HashMap<String, String>();
        var file = root.resolve("run/udev/data/b" + disk.majorMinor());
        for (var line : Sysfs.text(file).split("\n")) {
            int equals = line.indexOf('=');
            if (line.startsWith("E:") && equals > 0) {
                properties.put(line.substring(2, equals), line.substring(equals + 1));
            }
        }
        return properties;
    }

    static String first(@Nullable String... candidates) {
        for (var candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }

    private static String majorMinor(Path device) throws IOException {
        int mode = (int) Files.getAttribute(device, "unix:mode");
        if ((mode & FILE_TYPE) != BLOCK_DEVICE) {
            throw new IOException(device + " is neither a disk nor a disk image");
        }
        long number = (long) Files.getAttribute(device, "unix:rdev"); // glibc's sys/sysmacros.h
        long major = number >>> 8 & 0xFFF | number >>> 32 & 0xFFFFF000L;
        long minor = number & 0xFF | number >>> 12 & 0xFFFFFF00L;
        return major + ":" + minor;
    }

    /// `sdb` before `sdaa`, `loop2` before `loop10`.
    static int byNumber(String one, String other) {
        int byLength = Integer.compare(one.length(), other.length());
        boolean sameFamily = one.charAt(0) == other.charAt(0);
        return sameFamily && byLength != 0 ? byLength : one.compareTo(other);
    }
}
