package sower.swarm;

import java.net.InetSocketAddress;
import java.util.BitSet;

/// One connected peer at one moment.
///
/// @param address where it listens, as far as it told; else where it connects from
/// @param client its program in words
/// @param sower whether it says to be Sower
/// @param pieces what it says to have; nobody changes it after construction
/// @param downRate bytes per second from it
/// @param upRate bytes per second to it
/// @param downBytes from it since it connected
/// @param upBytes to it since it connected
/// @param requested bytes asked of it and not here yet
/// @param waiting blocks it asked for and that are not sent yet
/// @param limit what keeps it from getting our pieces faster
public record PeerSnapshot(
        InetSocketAddress address,
        String client,
        boolean sower,
        BitSet pieces,
        long downRate,
        long upRate,
        long downBytes,
        long upBytes,
        long requested,
        int waiting,
        LimitingFactor limit) {}
