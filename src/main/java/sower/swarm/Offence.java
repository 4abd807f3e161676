package sower.swarm;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import sower.metainfo.Span;

/// What a peer did wrong, to be read by whoever looks after the room.
///
/// @param address where it listens, as far as it told; else where it connected from
/// @param client its program in words
/// @param what it did, in words that follow its name: `sent piece 3 with a wrong hash (of the
///   volume's bytes 3,145,728 to 4,194,304)`
/// @param damaged bytes of the volume that came wrong from it; null where it did something else
/// @param times it did so
/// @param banned whether it is shut out for it, for a while
public record Offence(
        InetSocketAddress address,
        String client,
        String what,
        @Nullable Span damaged,
        int times,
        boolean banned) {}
