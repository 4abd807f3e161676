package sower.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Watches a disk, partition or disk-image file that is read and that nobody should write.
///
/// Linux tells how many sectors were written to a device, by whomever (`stat` of sysfs,
/// Documentation/block/stat.rst), and what is mounted; of a file, and of the file behind a loop
/// device, there is the length and the time of its last change, which other systems tell as well
/// and nothing more. What the kernel still holds back is seen when it is written, so this is
/// earlier than a read that finds other bytes, and never instead of it. One thread.
public final class SourceWatch {
    private static final Path DEVICES = Path.of("/sys/class/block");

    private final Path path;
    private final Set<Integer> parts;
    private final Set<String> told = new HashSet<>();
    private State before;

    /// What must not change.
    ///
    /// @param sectorsWritten since the system was started
    /// @param file length and time of the last change of the file, empty where there is none
    private record State(long sectorsWritten, String file) {}

    private SourceWatch(Path path, Set<Integer> parts) throws IOException {
        this.path = path;
        this.parts = Set.copyOf(parts);
        this.before = state();
    }

    /// Begins to watch.
    ///
    /// @param parts numbers of the partitions that matter; what is written to others is nobody's
    ///   business; 0 for all of the disk
    public static SourceWatch of(Path path, Set<Integer> parts) throws IOException {
        return new SourceWatch(path.toRealPath(), parts);
    }

    /// What is new since it was asked last, each in one sentence.
    public List<String> news() throws IOException {
        var news = new ArrayList<String>();
        for (var use : uses()) {
            boolean matters = use.kind() == Disk.Use.Kind.MOUNTED && matters(use.device());
            if (matters && isWritable(use) && told.add(use.words())) {
                news.add(
                        "%s, for writing, while it is seeded; unmount it, and capture it again if anything was written."
                                .formatted(use.words()));
            }
        }
        var now = state();
        if (!now.equals(before) && told.add("written")) {
            news.add(
                    "%s was written to while it is seeded; stop whoever does that, and capture it again. Pieces that have changed are not sent."
                            .formatted(path));
        }
        before = now;
        return news;
    }

    private List<Disk.Use> uses() throws IOException {
        return Files.isDirectory(DEVICES) ? LocalDisks.of().at(path).uses() : List.of();
    }

    private State state() throws IOException {
        if (Files.isRegularFile(path)) {
            return new State(0, fileState(path));
        }
        var link = DEVICES.resolve(path.getFileName());
        if (!Files.exists(link)) {
            return new State(0, "");
        }
        var node = new SysfsNode(link.toRealPath());
        var file = node.disk().backingFile().filter(Files::isRegularFile);
        return new State(
                sectorsWritten(node, parts), file.isPresent() ? fileState(file.get()) : "");
    }

    /// How many sectors of a disk were written, but for those of partitions that do not matter.
    static long sectorsWritten(SysfsNode node, Set<Integer> parts) throws IOException {
        long written = sectorsWritten(node);
        for (var partition : node.partitions()) {
            if (!parts.contains(0) && !parts.contains((int) partition.number("partition", 0))) {
                written -= sectorsWritten(partition);
            }
        }
        return written;
    }

    private static String fileState(Path file) throws IOException {
        return Files.size(file) + " " + Files.getLastModifiedTime(file);
    }

    /// Sectors written and discarded, of 512 bytes whatever the device's are.
    private static long sectorsWritten(SysfsNode node) {
        var fields = node.text("stat").split("\\s+");
        long written = fields.length > 6 ? Long.parseLong(fields[6]) : 0;
        return written + (fields.length > 13 ? Long.parseLong(fields[13]) : 0);
    }

    private boolean matters(Path device) throws IOException {
        var link = DEVICES.resolve(device.getFileName());
        if (parts.contains(0) || device.equals(path) || !Files.exists(link)) {
            return true;
        }
        int number = (int) new SysfsNode(link.toRealPath()).number("partition", 0);
        return number == 0 || parts.contains(number);
    }

    /// A file system that is mounted for reading only writes nothing, but to replay its journal,
    /// which shows in what was written.
    private boolean isWritable(Disk.Use use) throws IOException {
        return MountTable.read(Path.of("/proc")).mounts().stream()
                .filter(mount -> mount.point().toString().equals(use.where()))
                .anyMatch(mount -> !mount.superOptions().contains("ro"));
    }
}
