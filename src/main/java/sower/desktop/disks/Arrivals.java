package sower.desktop.disks;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sower.disk.Disk;

/// Which disks were connected a moment ago. On the view's thread only.
public final class Arrivals {
    /// How long a disk counts as just connected.
    public static final Duration NEW = Duration.ofSeconds(60);

    private final Map<Path, Instant> since = new HashMap<>();
    private List<Disk> before = List.of();
    private boolean known;

    /// Takes note of all disks there are now. Those of the first time have always been there.
    public void note(List<Disk> now, Instant time) {
        for (Disk disk : now) {
            if (known && before.stream().noneMatch(earlier -> same(earlier, disk))) {
                since.put(disk.path(), time);
            }
        }
        before = new ArrayList<>(now);
        known = true;
    }

    /// Those that are still new.
    public Set<Path> at(Instant time) {
        return since.entrySet().stream()
                .filter(each -> each.getValue().plus(NEW).isAfter(time))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// Whether it is one disk, mounted or not: a name is given to the next disk that comes.
    private static boolean same(Disk one, Disk other) {
        return one.path().equals(other.path())
                && one.model().equals(other.model())
                && one.serial().equals(other.serial())
                && one.length() == other.length();
    }
}
