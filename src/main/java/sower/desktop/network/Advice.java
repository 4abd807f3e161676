package sower.desktop.network;

import java.util.List;

/// One thing that the doctor found, good or not.
///
/// @param figures names and numbers in the order of the case's words
public record Advice(Case about, List<Object> figures) {
    public Advice {
        figures = List.copyOf(figures);
    }

    static Advice of(Case about, Object... figures) {
        return new Advice(about, List.of(figures));
    }

    /// How much a person should mind.
    public enum Level {
        GOOD,
        NOTE,
        CARE
    }

    /// All that can be found. The words of each are in the window's texts, its remedy after a bar.
    public enum Case {
        /// addresses
        ADDRESSES(Level.GOOD),
        NO_ADDRESS(Level.CARE),
        /// interface, Mbit/s
        LINK_GOOD(Level.GOOD),
        /// interface, Mbit/s
        LINK_SLOW(Level.CARE),
        /// interface, Mbit/s
        LINK_HALF(Level.CARE),
        /// interface
        LINK_WIRELESS(Level.NOTE),
        /// interface
        LINK_DOWN(Level.NOTE),
        /// interface
        LINK_UNKNOWN(Level.NOTE),
        /// interface, number of packets
        LINK_DAMAGE(Level.CARE),
        /// interface, number of times
        LINK_BREAKS(Level.CARE),
        /// percent
        LOSS(Level.CARE),
        LOSS_NONE(Level.GOOD),
        /// port
        PORT_FREE(Level.GOOD),
        /// port
        PORT_OURS(Level.GOOD),
        /// port, program
        PORT_TAKEN(Level.CARE),
        /// port
        PORT_TAKEN_BY_SOMEBODY(Level.CARE),
        /// which, port
        FIREWALL(Level.NOTE),
        FIREWALL_NONE(Level.GOOD),
        FIREWALL_UNSEEN(Level.NOTE),
        /// number of machines, Mbit/s
        ROOM_GOOD(Level.GOOD),
        /// machines, their Mbit/s, what the others have
        ROOM_SLOW(Level.CARE),
        /// machines
        ROOM_HALF(Level.CARE),
        /// machine, number of packets
        ROOM_DAMAGE(Level.CARE),
        /// machine, number of times
        ROOM_BREAKS(Level.CARE),
        /// machines
        ROOM_FAR(Level.NOTE);

        private final Level level;

        Case(Level level) {
            this.level = level;
        }

        public Level level() {
            return level;
        }
    }
}
