package sower.deploy;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.swarm.HoldUp;

/// One machine of the room at one moment: what it reported itself, joined with what the swarm saw.
///
/// @param id the same as long as it takes part: of its reports, or its address where it makes none
/// @param name its host name, or address where it has not told one
/// @param address IP address and port of its BitTorrent end
/// @param client name and version of its program; ordinary BitTorrent clients show here
/// @param ours whether it is a Sower agent (reports phases and proof) or an ordinary client
/// @param here whether it was heard of in the last seconds
/// @param bytesDone verified bytes it has, of `bytesTotal`
/// @param downRate bytes per second it receives
/// @param upRate bytes per second it sends
/// @param diskRate bytes per second it writes
/// @param pace how it gets on in its phase
/// @param piecesHave one bit per piece, all volumes in their order; nobody changes it after
///   construction
/// @param pieces number of pieces of all volumes
/// @param message one sentence: the proof when done, the reason when failed, that it is paused;
///   else empty
/// @param warnings of what it has noticed, a sentence each, such as bytes that came damaged
/// @param neighbours the strongest of those it receives from and sends to; none where it does not
///   tell
/// @param holdUp what keeps it from receiving faster; none where it does not tell, or receives
///   nothing
public record MachineSnapshot(
        String id,
        String name,
        String address,
        String client,
        boolean ours,
        boolean here,
        Phase phase,
        long bytesDone,
        long bytesTotal,
        long downRate,
        long upRate,
        long diskRate,
        Pace pace,
        BitSet piecesHave,
        int pieces,
        String message,
        List<String> warnings,
        @Nullable List<Neighbour> neighbours,
        @Nullable HoldUp holdUp) {

    public MachineSnapshot {
        warnings = List.copyOf(warnings);
        neighbours = neighbours == null ? null : List.copyOf(neighbours);
    }

    /// The longest that its phase is likely to take yet; −1 while not known.
    public long etaSeconds() {
        return phase.ended() ? -1 : Math.max(pace.fastSeconds(), pace.slowSeconds());
    }

    /// Percent of its bytes, 0 to 1.
    public double fraction() {
        return bytesTotal == 0 ? 0 : (double) bytesDone / bytesTotal;
    }
}
