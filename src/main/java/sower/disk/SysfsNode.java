package sower.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One block device in sysfs: a disk, a partition, a loop or mapped device
/// (Documentation/ABI/stable/sysfs-block).
///
/// @param folder its real folder, such as `/sys/devices/…/block/sda/sda1`
record SysfsNode(Path folder) {

    String name() {
        return folder.getFileName().toString();
    }

    /// As the kernel and mountinfo write it: `8:1`.
    String majorMinor() {
        return text("dev");
    }

    boolean isPartition() {
        return Files.exists(folder.resolve("partition"));
    }

    boolean isLoop() {
        return name().startsWith("loop");
    }

    /// The disk of a partition; the node itself if it is none.
    SysfsNode disk() {
        var parent = folder.getParent();
        return isPartition() && parent != null ? new SysfsNode(parent) : this;
    }

    List<SysfsNode> partitions() throws IOException {
        return Sysfs.children(folder).map(SysfsNode::new).filter(SysfsNode::isPartition).toList();
    }

    /// The file behind a loop device, if it is bound.
    Optional<Path> backingFile() {
        var file = text("loop/backing_file");
        return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    }

    /// Names of the devices built on this one (LVM, RAID, encryption).
    List<String> holders() throws IOException {
        return names("holders");
    }

    /// Names of the devices this one is built on.
    List<String> slaves() throws IOException {
        return names("slaves");
    }

    /// Bytes; the kernel counts in 512 whatever the sector size is.
    long length() {
        return number("size", 0) * 512;
    }

    boolean flag(String attribute) {
        return number(attribute, 0) != 0;
    }

    long number(String attribute, long otherwise) {
        var text = text(attribute);
        try {
            return text.isEmpty() ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }

    /// An attribute's text without blanks around it; empty where the device has none.
    String text(String attribute) {
        return Sysfs.text(folder.resolve(attribute));
    }

    private List<String> names(String child) throws IOException {
        return Sysfs.children(folder.resolve(child))
                .map(path -> path.getFileName().toString())
                .toList();
    }
}
