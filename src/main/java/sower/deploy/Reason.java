package sower.deploy;

import java.util.List;
import java.util.stream.Collectors;
import sower.partition.MisfitException.Misfit;

/// Why a machine stands aside: what, and the figures. [#words] is the one English sentence of
/// command line and record; the window says it in its own languages.
public sealed interface Reason {

    /// A disk among which the rule chose.
    record Found(String path, boolean removable) {}

    /// The run is for a named room, and it is none of its machines.
    record NotInRoom(String room) implements Reason {}

    /// The rule names none of its disks.
    record NoMatch(String rule, List<Found> disks) implements Reason {
        public NoMatch {
            disks = List.copyOf(disks);
        }
    }

    /// The rule names more than one.
    record SeveralMatch(String rule, List<Found> disks) implements Reason {
        public SeveralMatch {
            disks = List.copyOf(disks);
        }
    }

    /// The machine runs from it.
    record RunsFrom(String path) implements Reason {}

    /// @param uses one phrase for each use
    record InUse(String path, List<String> uses) implements Reason {
        public InUse {
            uses = List.copyOf(uses);
        }
    }

    /// A stick or a card.
    record Removable(String path) implements Reason {}

    /// It refuses to be written.
    record ReadOnly(String path) implements Reason {}

    /// @param trouble what the system of the machine says
    record Unreadable(String path, String trouble) implements Reason {}

    /// @param needed bytes up to the end of the volume's data
    /// @param length bytes of the disk
    record TooSmall(String path, String volume, long needed, long length) implements Reason {}

    /// Programs that the run asks for.
    record Lacks(List<String> tools) implements Reason {
        public Lacks {
            tools = List.copyOf(tools);
        }
    }

    /// The layout does not fit.
    record Unfit(String path, Misfit misfit) implements Reason {}

    /// A clause without a full stop.
    default String words() {
        return switch (this) {
            case NotInRoom(var room) -> "it is not in the room " + room;
            case NoMatch(var rule, var disks) ->
                    "no disk matches the rule '%s'; it has %s"
                            .formatted(rule, disks.isEmpty() ? "no disk" : names(disks));
            case SeveralMatch(var rule, var disks) ->
                    "%d disks match the rule '%s': %s".formatted(disks.size(), rule, names(disks));
            case RunsFrom(var path) -> path + " is the disk the machine runs from";
            case InUse(var path, var uses) ->
                    "%s is in use: %s".formatted(path, String.join(", ", uses));
            case Removable(var path) -> path + " is removable; only built-in disks are written";
            case ReadOnly(var path) -> path + " is read-only";
            case Unreadable(var path, var trouble) ->
                    "%s cannot be read: %s".formatted(path, trouble);
            case TooSmall(var path, var volume, var needed, var length) ->
                    "%s is too small: volume %s needs %,d bytes there, it has %,d"
                            .formatted(path, volume, needed, length);
            case Lacks(var tools) ->
                    "the machine lacks what the run asks for: " + String.join(", ", tools);
            case Unfit(var path, var misfit) -> "%s: %s".formatted(path, misfit.words());
        };
    }

    private static String names(List<Found> disks) {
        return disks.stream()
                .map(disk -> disk.removable() ? disk.path() + " (removable)" : disk.path())
                .collect(Collectors.joining(", "));
    }
}
