package sower.swarm;

import java.util.HexFormat;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;
import sower.metainfo.InfoHash;

/// The life of a piece on its way in, for JDK Flight Recorder: assigned → first block → hashed →
/// written, or refused. While nobody records, none of this is made.
@Category({"Sower", "Swarm"})
@StackTrace(false)
abstract sealed class PieceEvent extends Event {
    @Label("Torrent")
    @Description("Its info-hash")
    String torrent = "";

    @Label("Piece")
    int piece;

    void of(InfoHash infoHash, int index) {
        torrent = infoHash.toString();
        piece = index;
    }
}
