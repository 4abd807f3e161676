package sower.deploy;

import java.util.Collection;
import java.util.List;

/// The machines of a room by what stays of them: each by its name, its serial or one of its network
/// addresses.
///
/// @param name of the room; empty where everybody is meant
public record Roster(String name, List<String> machines) {
    /// No room in particular.
    public static final Roster EVERYBODY = new Roster("", List.of());

    public Roster {
        machines = List.copyOf(machines);
    }

    /// Whether a machine is one of them.
    public boolean holds(Hello hello) {
        return name.isEmpty() || machines.stream().anyMatch(word -> means(word, hello));
    }

    /// Those that are not among `there`.
    List<String> missing(Collection<Hello> there) {
        return machines.stream()
                .filter(word -> there.stream().noneMatch(hello -> means(word, hello)))
                .toList();
    }

    private static boolean means(String word, Hello hello) {
        var macs = hello.inventory().links().stream().map(Inventory.Link::mac).toList();
        return means(word, hello.name(), hello.inventory().serial(), macs);
    }

    /// Whether a word of a list means a machine of which this is known.
    ///
    /// @param serial empty where unknown
    public static boolean means(String word, String called, String serial, List<String> macs) {
        return word.equals(called)
                || word.equals(serial)
                || macs.stream().anyMatch(mac -> mac.equalsIgnoreCase(word));
    }
}
