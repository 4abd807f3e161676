package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sower.desktop.shell.Problem;
import sower.disk.BlockDevice;
import sower.disk.Disk;
import sower.disk.Extent;
import sower.partition.Partition;
import sower.partition.PartitionTable;

/// Looks at disks: reads tables and file systems, so never on the view's thread. Opens them for
/// reading only.
public final class Survey {
    private static final long UNKNOWN = -1;
    private static final long SLIVER = 4 << 20; // alignment gaps are not worth drawing

    private Survey() {}

    /// All of `disks`, each with what could be learnt of it.
    public static List<SurveyedDisk> of(List<Disk> disks) {
        return disks.stream().map(disk -> of(disk, false)).toList();
    }

    /// @param practice whether it belongs to the practice room
    public static SurveyedDisk of(Disk disk, boolean practice) {
        try (var device = BlockDevice.openSource(disk.path())) {
            Optional<PartitionTable> table = PartitionTable.read(device, disk.logicalSectorSize());
            return new SurveyedDisk(
                    disk,
                    practice,
                    table.map(PartitionTable::kind).orElse(""),
                    table.map(found -> sections(disk, found)).orElseGet(() -> List.of(whole(disk))),
                    List.of(),
                    "");
        } catch (IOException e) {
            return unread(disk, practice, e);
        }
    }

    private static SurveyedDisk unread(Disk disk, boolean practice, IOException why) {
        Problem problem = Problem.of(why);
        String sentence =
                why instanceof AccessDeniedException
                        ? text("disks.unreadable", problem.sentence(), problem.remedy())
                        : problem.sentence();
        return new SurveyedDisk(disk, practice, "", List.of(whole(disk)), List.of(), sentence);
    }

    private static Section whole(Disk disk) {
        return new Section(
                0,
                new Extent(0, disk.length()),
                Section.Kind.WHOLE,
                disk.name(),
                "",
                "",
                UNKNOWN,
                mounted(disk, disk.path().toString()));
    }

    private static List<Section> sections(Disk disk, PartitionTable table) {
        var sections = new ArrayList<Section>();
        var partitions = new ArrayList<>(table.partitions());
        partitions.sort(Comparator.comparingLong(partition -> partition.extent().offset()));
        long end = 0;
        for (Partition partition : partitions) {
            addFree(sections, end, partition.extent().offset());
            sections.add(section(disk, partition));
            end = Math.max(end, partition.extent().end());
        }
        addFree(sections, end, disk.length());
        return sections;
    }

    private static void addFree(List<Section> sections, long from, long to) {
        if (to - from > SLIVER) {
            sections.add(Section.free(new Extent(from, to - from)));
        }
    }

    private static Section section(Disk disk, Partition partition) {
        String name = partitionName(disk.name(), partition.slot());
        return new Section(
                partition.slot(),
                partition.extent(),
                Section.Kind.PARTITION,
                name,
                partition.label(),
                "",
                UNKNOWN,
                mounted(disk, "/dev/" + name));
    }

    /// `sda` and 1 are `sda1`, `nvme0n1` and 1 are `nvme0n1p1`.
    static String partitionName(String disk, int slot) {
        boolean digit = !disk.isEmpty() && Character.isDigit(disk.charAt(disk.length() - 1));
        return disk + (digit ? "p" : "") + slot;
    }

    private static String mounted(Disk disk, String device) {
        return disk.uses().stream()
                .filter(use -> use.device().toString().equals(device))
                .map(Disk.Use::where)
                .findFirst()
                .orElse("");
    }
}
