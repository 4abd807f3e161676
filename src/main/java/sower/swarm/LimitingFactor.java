package sower.swarm;

/// What keeps a peer from getting our pieces faster, seen from here.
public enum LimitingFactor {
    /// nothing: it has all that we have, or wants none of it
    NOTHING,
    /// this machine: its slots, its disk, or a limit that was set
    US,
    /// the way to it, or how fast it takes bytes from the network
    NETWORK,
    /// it has more to ask for than it asks: its disk is behind, and its memory full
    ITS_DISK,
    /// it knows of nothing to ask us for, and waits for what it gets from others or is shown next
    ITS_SOURCES;

    /// @param lacks whether we have something that it lacks
    /// @param interested whether it has said so
    /// @param unchoked whether it may ask
    /// @param waiting blocks that it asked for and that are not sent yet
    /// @param writing whether bytes are on their way into its socket
    static LimitingFactor of(
            boolean lacks, boolean interested, boolean unchoked, int waiting, boolean writing) {
        if (!lacks) {
            return NOTHING;
        }
        if (!interested) {
            return ITS_SOURCES;
        }
        if (writing) {
            return NETWORK;
        }
        if (!unchoked || waiting > 0) {
            return US;
        }
        return ITS_DISK;
    }
}
