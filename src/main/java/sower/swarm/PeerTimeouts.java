package sower.swarm;

import java.time.Duration;

/// How patient we are with a peer.
///
/// @param block no block for so long while some are asked for: others are asked instead
/// @param write nothing could be sent for so long: it is dropped
/// @param silence nothing was heard for so long: it is dropped
public record PeerTimeouts(Duration block, Duration write, Duration silence) {
    /// For a local network.
    public static final PeerTimeouts DEFAULT =
            new PeerTimeouts(
                    Duration.ofSeconds(4), Duration.ofSeconds(30), Duration.ofSeconds(150));

    long blockNanos() {
        return block.toNanos();
    }

    long writeNanos() {
        return write.toNanos();
    }

    long silenceNanos() {
        return silence.toNanos();
    }
}
