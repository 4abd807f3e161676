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
        return word.equals(hello.name())
                || word.equals(hello.inventory().serial())
                || hello.inventory().links().stream()
                        .anyMatch(link -> link.mac().equalsIgnoreCase(word));
    }
}
