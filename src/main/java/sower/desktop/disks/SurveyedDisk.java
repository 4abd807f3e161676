package sower.desktop.disks;

import java.util.List;
import sower.disk.Disk;

/// A disk and what a look at its table and file systems told.
///
/// @param practice whether it belongs to the practice room
/// @param table `gpt`, `mbr`; empty where there is none or it could not be read
/// @param sections in the order of the disk, free space included
/// @param readiness findings about a capture of this disk
/// @param unread one sentence when the disk could not be read, else empty
public record SurveyedDisk(
        Disk disk,
        boolean practice,
        String table,
        List<Section> sections,
        List<Readiness> readiness,
        String unread) {

    public SurveyedDisk {
        sections = List.copyOf(sections);
        readiness = List.copyOf(readiness);
    }

    /// Whether nothing of it may be chosen: the running system lives on it, or it cannot be read.
    public boolean locked() {
        return disk.system() || !unread.isEmpty();
    }

    public List<Section> selectable() {
        return sections.stream().filter(Section::selectable).toList();
    }

    /// Its maker's name for it, or the kernel's where there is none.
    public String title() {
        return disk.model().isBlank() ? disk.name() : disk.model();
    }
}
