package sower.desktop.disks;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A choice at one moment.
///
/// @param disk empty when nothing is chosen
/// @param slots partition numbers, or 0 for a disk without a table
public record Chosen(Optional<SurveyedDisk> disk, SortedSet<Integer> slots) {
    public static final Chosen NOTHING = new Chosen(Optional.empty(), new TreeSet<>());

    public Chosen {
        slots = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(slots));
    }

    static Chosen of(SurveyedDisk disk, SortedSet<Integer> slots) {
        return new Chosen(Optional.of(disk), slots);
    }

    public boolean isEmpty() {
        return disk.isEmpty();
    }

    /// Whether it is about this disk, also when that was listed again since.
    public boolean isOf(SurveyedDisk other) {
        return disk.filter(other::isSame).isPresent();
    }

    public boolean has(SurveyedDisk other, Section section) {
        return section.selectable() && isOf(other) && slots.contains(section.slot());
    }

    public List<Section> sections() {
        return disk.map(SurveyedDisk::selectable).orElse(List.of()).stream()
                .filter(section -> slots.contains(section.slot()))
                .toList();
    }

    /// Whether every partition of its disk is chosen.
    public boolean whole() {
        return disk.isPresent() && sections().size() == disk.get().selectable().size();
    }

    public long bytes() {
        return sections().stream().mapToLong(section -> section.extent().length()).sum();
    }

    /// What a capture would read, which is also how large the image becomes.
    public long bytesToRead() {
        return sections().stream().mapToLong(Section::bytesToRead).sum();
    }

    /// Whether some of it is read in full because nobody can tell its used blocks.
    public boolean usedUnknown() {
        return sections().stream().anyMatch(section -> section.used() < 0);
    }
}
