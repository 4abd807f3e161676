package sower.swarm;

import java.time.Duration;

/// How patient we are with a peer.
///
/// @param block no block for so long while some are asked for: others are asked instead
/// @param write nothing could be sent for so long: it is dropped
/// @param silence nothing was heard for so long: it is dropped
/// @param ours the same of a Sower peer, which says something every ten seconds: over a cable that
///   was cut for a while both ends wait for each other, and neither hears that the other hung up
/// @param alone all peers together have sent next to nothing for so long: web seeds are asked for
///   anything ([WebSeeds])
public record PeerTimeouts(
        Duration block, Duration write, Duration silence, Duration ours, Duration alone) {
    /// For a local network.
    public static final PeerTimeouts DEFAULT =
            new PeerTimeouts(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(150),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(10));

    long blockNanos() {
        return block.toNanos();
    }

    long writeNanos() {
        return write.toNanos();
    }

    long aloneNanos() {
        return alone.toNanos();
    }

    /// @param sower whether it is one of ours
    long silenceNanos(boolean sower) {
        return (sower ? ours : silence).toNanos();
    }
}
