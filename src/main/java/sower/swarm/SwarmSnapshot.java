package sower.swarm;

import java.util.BitSet;
import java.util.List;
import sower.metainfo.InfoHash;

/// One torrent at one moment: immutable, made once a second and on demand.
///
/// @param bytesHave of verified and written pieces
/// @param pieces what we have; nobody changes it after construction
/// @param downBytes received since the torrent was added, blocks of unfinished pieces included
/// @param upBytes sent since the torrent was added, to peers that have left too
/// @param diskRate bytes per second written
/// @param unavailable pieces that we miss and no connected peer offers
/// @param holdUp what keeps us from receiving faster
/// @param paused whether nothing is asked for and nothing sent
/// @param offences what peers did wrong, also those that are gone; the newest last
public record SwarmSnapshot(
        InfoHash infoHash,
        String name,
        long length,
        int pieceCount,
        long bytesHave,
        BitSet pieces,
        long downRate,
        long upRate,
        long diskRate,
        long downBytes,
        long upBytes,
        int unavailable,
        HoldUp holdUp,
        boolean paused,
        List<PeerSnapshot> peers,
        List<Offence> offences) {

    public SwarmSnapshot {
        peers = List.copyOf(peers);
        offences = List.copyOf(offences);
    }

    /// Bytes that are missing.
    public long bytesLeft() {
        return length - bytesHave;
    }

    /// Whether nothing is missing.
    public boolean complete() {
        return bytesHave == length;
    }
}
