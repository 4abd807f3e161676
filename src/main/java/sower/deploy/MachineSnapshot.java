package sower.deploy;

import java.util.BitSet;

/// One machine of the room at one moment: what it reported itself, joined with what the swarm saw.
///
/// @param name its host name, or address where it has not told one
/// @param address IP address and port of its BitTorrent end
/// @param client name and version of its program; ordinary BitTorrent clients show here
/// @param ours whether it is a Sower agent (reports phases and proof) or an ordinary client
/// @param bytesDone verified bytes it has, of `bytesTotal`
/// @param downRate bytes per second it receives
/// @param upRate bytes per second it sends
/// @param diskRate bytes per second it writes
/// @param etaSeconds −1 while not known
/// @param piecesHave one bit per piece, all volumes in their order; nobody changes it after
///   construction
/// @param pieces number of pieces of all volumes
/// @param message one sentence: the proof when done, the reason when failed, that it is paused;
///   else empty
public record MachineSnapshot(
        String name,
        String address,
        String client,
        boolean ours,
        Phase phase,
        long bytesDone,
        long bytesTotal,
        long downRate,
        long upRate,
        long diskRate,
        long etaSeconds,
        BitSet piecesHave,
        int pieces,
        String message) {

    /// Percent of its bytes, 0 to 1.
    public double fraction() {
        return bytesTotal == 0 ? 0 : (double) bytesDone / bytesTotal;
    }
}
