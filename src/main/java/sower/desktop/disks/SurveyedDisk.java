package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import sower.capture.CapturePlan;
import sower.capture.Finding;
import sower.disk.Disk;

/// A disk and what a look at its table and file systems told.
///
/// @param practice whether it belongs to the practice room
/// @param sections in the order of the disk, free space included
/// @param plan for capturing all of it; empty when it could not be read
/// @param findings about a capture of this disk, most serious first
/// @param unread one sentence when the disk could not be read, else empty
/// @param unlocked whether a person has said that the running system's disk is meant as a source
public record SurveyedDisk(
        Disk disk,
        boolean practice,
        List<Section> sections,
        Optional<CapturePlan> plan,
        List<Finding> findings,
        String unread,
        boolean unlocked) {

    public SurveyedDisk {
        sections = List.copyOf(sections);
        findings = List.copyOf(findings);
    }

    /// Whether nothing of it may be chosen: the running system lives on it, or it cannot be read.
    public boolean locked() {
        return disk.system() && !unlocked || !unread.isEmpty();
    }

    /// Whether a person may say that it is meant as a source.
    boolean mayBeUnlocked() {
        return disk.system() && !unlocked && unread.isEmpty();
    }

    /// The same after a person has said it, or has taken it back.
    public SurveyedDisk unlocked(boolean now) {
        return new SurveyedDisk(disk, practice, sections, plan, findings, unread, now);
    }

    /// Whether it is this disk, also when it was looked at another time.
    boolean isSame(SurveyedDisk other) {
        return disk.path().equals(other.disk.path());
    }

    public List<Section> selectable() {
        return sections.stream().filter(Section::selectable).toList();
    }

    /// What is to be known before these partitions, or this disk (slot 0), are captured.
    public List<Finding> findings(SortedSet<Integer> slots) {
        return findings.stream()
                .filter(found -> found.slot() == 0 || slots.contains(found.slot()))
                .toList();
    }

    /// Its maker's name for it, or the kernel's where there is none.
    public String title() {
        if (practice) {
            return text("disks.practice.title");
        }
        return disk.model().isBlank() ? disk.name() : disk.model();
    }
}
