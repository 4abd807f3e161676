package sower.swarm;

import java.net.InetAddress;
import java.util.Optional;

/// How an engine is set up.
///
/// @param listen address to listen at; the wildcard for all
/// @param port 0 for any free one
/// @param memory bytes for blocks, a hard budget
/// @param uploadSlots peers served at the same time, per torrent
/// @param mostConnections per torrent
/// @param client what we call ourselves in the extension handshake
/// @param key of a closed swarm: peers that do not prove to have it are hung up on; empty for one
///   that is open to everybody
/// @param site where in the building this machine is, in one word: what is behind a cable that many
///   share is fetched from there once; empty for not known
/// @param exchangesPeers whether peers are told of each other (BEP 11), where the swarm is open
public record EngineOptions(
        InetAddress listen,
        int port,
        long memory,
        int uploadSlots,
        int mostConnections,
        PeerTimeouts timeouts,
        String client,
        Optional<SwarmKey> key,
        String site,
        boolean exchangesPeers) {
    /// Memory for blocks on a machine that seeds.
    public static final long WORKSTATION_MEMORY = 192L << 20;

    /// Memory for blocks on a target of 1 GiB: the whole process stays within 160 MB.
    public static final long TARGET_MEMORY = 64L << 20;

    private static final long MOST_TARGET_MEMORY = 256L << 20;
    private static final long BESIDES = 512L << 20; // that a target needs for all else

    /// For the machine that seeds.
    public static EngineOptions workstation(InetAddress listen, int port) {
        return new EngineOptions(
                listen,
                port,
                WORKSTATION_MEMORY,
                32,
                400,
                PeerTimeouts.DEFAULT,
                "Sower 0.1",
                Optional.empty(),
                "",
                false);
    }

    /// For a target.
    public static EngineOptions target(InetAddress listen, int port) {
        return new EngineOptions(
                listen,
                port,
                TARGET_MEMORY,
                32,
                Locality.MOST_PEERS,
                PeerTimeouts.DEFAULT,
                "Sower target 0.1",
                Optional.empty(),
                "",
                false);
    }

    /// How much memory a target has for blocks, by what its machine has.
    ///
    /// It can begin as many pieces at a time as there is room for. With 16 MiB each, as in an image
    /// of 16 GiB and more, a budget of 64 MiB holds three, and only peers that have one of them can
    /// send anything, however fast the disk is. The study (1,024 pieces of 16 MiB, 1 Gbit/s; last
    /// machine : bound):
    ///
    /// | budget | 16 machines | 32 |
    /// |---|---|---|
    /// | 64 MiB | 1.374 | 1.455 |
    /// | 128 MiB | 1.068 | 1.126 |
    /// | 256 MiB | 1.030 | 1.029 |
    /// | 512 MiB | 1.029 | 1.029 |
    ///
    /// @param machine bytes of memory, 0 where unknown
    public static long targetMemory(long machine) {
        return Math.clamp((machine - BESIDES) / 8, TARGET_MEMORY, MOST_TARGET_MEMORY);
    }

    /// The same with another budget.
    public EngineOptions withMemory(long bytes) {
        return with(bytes, key, site, exchangesPeers);
    }

    /// The same for a closed swarm.
    public EngineOptions closedTo(SwarmKey members) {
        return with(memory, Optional.of(members), site, exchangesPeers);
    }

    /// The same for a machine at a site.
    public EngineOptions at(String place) {
        return with(memory, key, place, exchangesPeers);
    }

    /// The same, telling peers of each other or not.
    public EngineOptions exchangingPeers(boolean wanted) {
        return with(memory, key, site, wanted);
    }

    private EngineOptions with(
            long bytes, Optional<SwarmKey> members, String place, boolean exchanging) {
        return new EngineOptions(
                listen,
                port,
                bytes,
                uploadSlots,
                mostConnections,
                timeouts,
                client,
                members,
                place,
                exchanging);
    }
}
