package sower.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who uses which block device at one moment, and which ones this system runs from.
final class SysfsUses {
    private static final List<Path> SYSTEM_FOLDERS =
            List.of(
                    Path.of("/"),
                    Path.of("/boot"),
                    Path.of("/boot/efi"),
                    Path.of("/usr"),
                    Path.of("/var"));

    private final List<SysfsNode> nodes;
    private final MountTable table;
    private final Path root;
    private final Set<String> system = new HashSet<>();

    /// @param nodes all block devices
    /// @param root where `dev` and `sys` are, `/` but for tests
    /// @param program where this program is installed
    SysfsUses(List<SysfsNode> nodes, MountTable table, Path root, List<Path> program)
            throws IOException {
        this.nodes = List.copyOf(nodes);
        this.table = table;
        this.root = root;
        for (var folder : SYSTEM_FOLDERS) {
            followFile(folder);
        }
        for (var folder : program) {
            followFile(folder);
        }
    }

    /// Whether the running system, or this program, lives on this disk or on the disk of this
    /// partition.
    boolean isSystem(SysfsNode node) {
        if (system.contains(node.disk().name())) {
            return true;
        }
        var below = backingDevice(node);
        return below.isPresent() && isSystem(below.get());
    }

    /// Uses of a disk and its partitions, or of a partition and of its disk as a whole.
    List<Disk.Use> of(SysfsNode node) throws IOException {
        var uses = new LinkedHashSet<>(direct(node));
        if (node.isPartition()) {
            uses.addAll(direct(node.disk()));
        }
        for (var partition : node.partitions()) {
            uses.addAll(direct(partition));
        }
        var below = backingDevice(node);
        if (below.isPresent()) {
            var itself = "/dev/" + node.disk().name();
            for (var use : of(below.get())) {
                if (!use.where().equals(itself)) {
                    uses.add(use);
                }
            }
        }
        var backing = node.disk().backingFile();
        if (backing.isPresent() && below.isEmpty()) {
            // several loop devices on one file, such as one per partition of a disk image
            uses.addAll(ofLoopsOn(backing.get(), node.disk().name()));
        }
        return List.copyOf(uses);
    }

    /// The disk or partition that a loop device was bound to, instead of a file.
    private Optional<SysfsNode> backingDevice(SysfsNode node) {
        var backing = node.disk().backingFile();
        return backing.isEmpty()
                ? Optional.empty()
                : nodes.stream()
                        .filter(other -> backing.get().equals(Path.of("/dev", other.name())))
                        .findFirst();
    }

    /// Uses of a regular file: as swap, or through loop devices that are in use themselves.
    List<Disk.Use> ofFile(Path file) throws IOException {
        var uses = new ArrayList<>(ofLoopsOn(file, ""));
        if (table.swaps().contains(file)) {
            uses.add(new Disk.Use(file, Disk.Use.Kind.SWAP, "swap"));
        }
        return uses;
    }

    private List<Disk.Use> ofLoopsOn(Path file, String except) throws IOException {
        var uses = new ArrayList<Disk.Use>();
        for (var loop : nodes) {
            boolean same = loop.backingFile().filter(file::equals).isPresent();
            if (same && !loop.name().equals(except)) {
                uses.addAll(direct(loop));
                for (var partition : loop.partitions()) {
                    uses.addAll(direct(partition));
                }
            }
        }
        return uses;
    }

    private List<Disk.Use> direct(SysfsNode node) throws IOException {
        var device = Path.of("/dev", node.name());
        var uses = new ArrayList<Disk.Use>();
        for (var mount : table.mounts()) {
            if (isOn(mount, node)) {
                var point = mount.point().toString();
                uses.add(new Disk.Use(device, Disk.Use.Kind.MOUNTED, point));
            }
        }
        for (var swap : table.swaps()) {
            if (isNode(swap, node)) {
                uses.add(new Disk.Use(device, Disk.Use.Kind.SWAP, "swap"));
            }
        }
        for (var holder : node.holders()) {
            uses.add(new Disk.Use(device, Disk.Use.Kind.HELD, "/dev/" + holder));
        }
        for (var other : nodes) {
            if (other.backingFile().filter(device::equals).isPresent()) {
                uses.add(new Disk.Use(device, Disk.Use.Kind.HELD, "/dev/" + other.name()));
            }
        }
        if (isMemberOfMountedBtrfs(node) && uses.isEmpty()) {
            uses.add(new Disk.Use(device, Disk.Use.Kind.HELD, "a mounted Btrfs file system"));
        }
        return uses;
    }

    private boolean isOn(MountTable.Mount mount, SysfsNode node) {
        return mount.majorMinor().equals(node.majorMinor())
                || mount.source().startsWith("/dev/") && isNode(Path.of(mount.source()), node);
    }

    private boolean isNode(Path device, SysfsNode node) {
        if (device.equals(Path.of("/dev", node.name()))) {
            return true;
        }
        try {
            // /dev/mapper/…, /dev/disk/by-…
            return Files.isSymbolicLink(device)
                    && device.toRealPath().equals(Path.of("/dev", node.name()));
        } catch (IOException danglingLink) {
            return false;
        }
    }

    /// A file system of several devices shows only one of them in mountinfo.
    private boolean isMemberOfMountedBtrfs(SysfsNode node) throws IOException {
        return Sysfs.children(root.resolve("sys/fs/btrfs"))
                .anyMatch(volume -> Files.exists(volume.resolve("devices").resolve(node.name())));
    }

    private void followFile(Path file) throws IOException {
        var mount = table.holding(file);
        if (mount.isEmpty()) {
            return;
        }
        for (var node : nodes) {
            if (isOn(mount.get(), node)) {
                follow(node);
            }
        }
        for (var option : mount.get().superOptions()) {
            // a live system: its layers are on other mounts
            if (option.startsWith("lowerdir=") || option.startsWith("upperdir=")) {
                for (var layer : option.substring("lowerdir=".length()).split(":")) {
                    var folder = Path.of(layer);
                    if (folder.isAbsolute() && !table.holding(folder).equals(mount)) {
                        followFile(folder);
                    }
                }
            }
        }
    }

    private void follow(SysfsNode node) throws IOException {
        if (!system.add(node.name())) {
            return;
        }
        if (node.isPartition()) {
            follow(node.disk());
        }
        for (var slave : node.slaves()) {
            for (var other : nodes) {
                if (other.name().equals(slave)) {
                    follow(other);
                }
            }
        }
        var backing = node.disk().backingFile();
        if (backing.isPresent()) {
            followFile(backing.get());
        }
    }
}
