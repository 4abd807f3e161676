package sower.desktop.disks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sower.capture.Finding;
import sower.disk.Disk;
import sower.disk.Extent;

final class SelectionTest {
    private final SurveyedDisk disk = disk("sdx", false, 4);
    private final Selection selection = new Selection();

    @Test
    void nothingIsChosenBeforehand() {
        assertTrue(selection.chosen().isEmpty());
        assertEquals(0, selection.chosen().bytes());
    }

    @Test
    void theWholeDiskIsAllButFreeSpace() {
        selection.whole(disk);

        assertEquals(Set.of(1, 2, 3, 4), selection.chosen().slots());
        assertTrue(selection.chosen().whole());
        assertEquals(4000, selection.chosen().bytes());
        assertEquals(1000, selection.chosen().bytesToRead());
    }

    @Test
    void shiftChoosesUpToThereInBothDirections() {
        selection.only(disk, disk.sections().get(2));
        selection.upTo(disk, disk.sections().get(0));
        assertEquals(Set.of(1, 2, 3), selection.chosen().slots());

        selection.upTo(disk, disk.sections().get(3));
        assertEquals(Set.of(3, 4), selection.chosen().slots());
    }

    @Test
    void controlAddsAndTakesAway() {
        selection.only(disk, disk.sections().get(0));
        selection.toggle(disk, disk.sections().get(2));
        assertEquals(Set.of(1, 3), selection.chosen().slots());

        selection.toggle(disk, disk.sections().get(0));
        selection.toggle(disk, disk.sections().get(2));
        assertTrue(selection.chosen().isEmpty());
    }

    @Test
    void anotherDiskReplacesTheChoice() {
        selection.whole(disk);

        var other = disk("sdy", false, 2);
        selection.toggle(other, other.sections().get(1));

        assertFalse(selection.chosen().isOf(disk));
        assertEquals(Set.of(2), selection.chosen().slots());
    }

    @Test
    void nothingOfALockedDiskCanBeChosen() {
        var system = disk("sda", true, 2);

        selection.whole(system);
        selection.only(system, system.sections().get(0));

        assertTrue(selection.chosen().isEmpty());
    }

    @Test
    void aDiskThatWentAwayIsNoLongerChosen() {
        selection.whole(disk);

        selection.relisted(List.of(disk("sdy", false, 4)));

        assertTrue(selection.chosen().isEmpty());
    }

    @Test
    void aDiskListedAgainKeepsWhatIsStillThere() {
        selection.choose(disk, Set.of(2, 4));

        selection.relisted(List.of(disk("sdx", false, 3)));

        assertEquals(Set.of(2), selection.chosen().slots());
    }

    @Test
    void findingsOfPartitionsNotChosenAreLeftOut() {
        selection.choose(disk, Set.of(1));

        var findings = disk.findings(selection.chosen().slots());

        assertEquals(List.of("mounted"), findings.stream().map(Finding::key).toList());
    }

    private static SurveyedDisk disk(String name, boolean system, int partitions) {
        var sections =
                new java.util.ArrayList<>(
                        java.util.stream.IntStream.rangeClosed(1, partitions)
                                .mapToObj(slot -> section(name, slot))
                                .toList());
        sections.add(Section.free(new Extent(1000L * partitions, 500)));
        return new SurveyedDisk(
                new Disk(
                        name,
                        Path.of("/dev/" + name),
                        "",
                        "",
                        "",
                        1000L * partitions + 500,
                        512,
                        512,
                        false,
                        false,
                        false,
                        Disk.Transport.SATA,
                        system,
                        List.of()),
                false,
                sections,
                Optional.empty(),
                List.of(
                        new Finding(Finding.Severity.BLOCKING, 1, "mounted", List.of("a", "b")),
                        new Finding(Finding.Severity.WARNING, 2, "hibernated", List.of("a"))),
                "",
                false);
    }

    private static Section section(String disk, int slot) {
        return new Section(
                slot,
                new Extent(1000L * (slot - 1), 1000),
                Section.Kind.PARTITION,
                disk + slot,
                "",
                "ext4",
                250,
                "");
    }
}
