package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import sower.capture.CapturePlan;
import sower.capture.PlannedVolume;
import sower.desktop.shell.Problem;
import sower.disk.BlockDevice;
import sower.disk.Disk;
import sower.disk.Extent;

/// Looks at disks: reads tables and file systems, so never on the view's thread. Opens them for
/// reading only.
public final class Survey {
    private static final long UNKNOWN = -1;
    private static final long SLIVER = 4 << 20; // alignment gaps are not worth drawing

    private Survey() {}

    /// @param practice whether it belongs to the practice room
    public static SurveyedDisk of(Disk disk, boolean practice) {
        try (var device = BlockDevice.openSource(disk.path())) {
            CapturePlan plan = CapturePlan.of(disk, device);
            return new SurveyedDisk(
                    disk,
                    practice,
                    sections(disk, plan),
                    Optional.of(plan),
                    plan.findings(),
                    "",
                    false);
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
        return new SurveyedDisk(
                disk, practice, List.of(whole(disk)), Optional.empty(), List.of(), sentence, false);
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

    private static List<Section> sections(Disk disk, CapturePlan plan) {
        var labels = new HashMap<Integer, String>();
        plan.layout().partitions().forEach(each -> labels.put(each.slot(), each.label()));
        var volumes = new ArrayList<>(plan.volumes());
        volumes.sort(Comparator.comparingLong(volume -> volume.extent().offset()));
        var sections = new ArrayList<Section>();
        long end = 0;
        for (PlannedVolume volume : volumes) {
            addFree(sections, end, volume.extent().offset());
            sections.add(section(disk, volume, labels.getOrDefault(volume.slot(), "")));
            end = Math.max(end, volume.extent().end());
        }
        addFree(sections, end, disk.length());
        return sections;
    }

    private static void addFree(List<Section> sections, long from, long to) {
        if (to - from > SLIVER) {
            sections.add(Section.free(new Extent(from, to - from)));
        }
    }

    private static Section section(Disk disk, PlannedVolume volume, String tableLabel) {
        return new Section(
                volume.slot(),
                volume.extent(),
                volume.slot() == 0 ? Section.Kind.WHOLE : Section.Kind.PARTITION,
                volume.name(),
                volume.label().isBlank() ? tableLabel : volume.label(),
                volume.filesystem(),
                volume.used().bytes(),
                mounted(disk, "/dev/" + volume.name()));
    }

    private static String mounted(Disk disk, String device) {
        return disk.uses().stream()
                .filter(use -> use.device().toString().equals(device))
                .map(Disk.Use::where)
                .findFirst()
                .orElse("");
    }
}
