package sower.swarm;

import java.net.InetSocketAddress;

/// What a peer did wrong, to be read by whoever looks after the room.
///
/// @param address where it listens, as far as it told; else where it connected from
/// @param client its program in words
/// @param what it did, in words that follow its name: `sent piece 3 with a wrong hash`
/// @param times it did so
/// @param banned whether it is shut out for it
public record Offence(
        InetSocketAddress address, String client, String what, int times, boolean banned) {}
