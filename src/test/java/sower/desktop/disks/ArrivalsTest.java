package sower.desktop.disks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sower.disk.Disk;

final class ArrivalsTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private final Arrivals arrivals = new Arrivals();

    @Test
    void whatIsThereAtFirstIsNotNewAndWhatComesLaterIsForAMinute() {
        arrivals.note(List.of(disk("sda", "1", List.of())), NOON);
        assertEquals(Set.of(), arrivals.at(NOON));

        arrivals.note(List.of(disk("sda", "1", List.of()), disk("sdb", "2", List.of())), NOON);

        assertEquals(Set.of(Path.of("/dev/sdb")), arrivals.at(NOON.plusSeconds(59)));
        assertEquals(Set.of(), arrivals.at(NOON.plusSeconds(60)));
    }

    @Test
    void anotherDiskUnderAnOldNameIsNewAndAMountedOneIsNot() {
        var mount = new Disk.Use(Path.of("/dev/sdb1"), Disk.Use.Kind.MOUNTED, "/mnt");
        arrivals.note(List.of(disk("sda", "1", List.of()), disk("sdb", "2", List.of())), NOON);

        arrivals.note(List.of(disk("sda", "3", List.of()), disk("sdb", "2", List.of(mount))), NOON);

        assertEquals(Set.of(Path.of("/dev/sda")), arrivals.at(NOON));
    }

    private static Disk disk(String name, String serial, List<Disk.Use> uses) {
        return new Disk(
                name,
                Path.of("/dev", name),
                "",
                serial,
                "",
                1 << 30,
                512,
                512,
                false,
                true,
                false,
                Disk.Transport.USB,
                false,
                uses);
    }
}
