package sower.swarm;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import sower.metainfo.InfoHash;

/// The life of a piece on its way in, for JDK Flight Recorder: assigned → first block → hashed →
/// written; refused in the place of the last two, or after them. Nothing of it is filled in while
/// nobody records.
@Category({"Sower", "Swarm"})
@StackTrace(false)
abstract sealed class PieceEvent extends Event {
    @Label("Torrent")
    @Description("Info-hash in hex")
    String torrent = "";

    @Label("Piece")
    int piece;

    final void of(InfoHash infoHash, int index) {
        torrent = infoHash.toString();
        piece = index;
    }

    /// The first peer was asked for blocks of it.
    @Name("sower.PieceAssigned")
    @Label("Piece Assigned")
    static final class Assigned extends PieceEvent {
        @Label("Peer")
        String peer = "";

        static void tell(Peer asked, int piece) {
            var event = new Assigned();
            if (event.shouldCommit()) {
                event.of(asked.handshake.infoHash(), piece);
                event.peer = asked.toString();
                event.commit();
            }
        }
    }

    /// The first of its blocks has come.
    @Name("sower.PieceFirstBlock")
    @Label("First Block of a Piece")
    static final class FirstBlock extends PieceEvent {
        @Label("Peer")
        String peer = "";

        static void tell(Peer from, int piece) {
            var event = new FirstBlock();
            if (event.shouldCommit()) {
                event.of(from.handshake.infoHash(), piece);
                event.peer = from.toString();
                event.commit();
            }
        }
    }

    /// All of its blocks have come and were hashed; as long as that took.
    @Name("sower.PieceHashed")
    @Label("Piece Hashed")
    static final class Hashed extends PieceEvent {
        @Label("Length")
        @DataAmount
        int length;

        @Label("Right")
        @Description("Whether it has the hash that the torrent says")
        boolean right;

        void tell(Torrent of, PieceDownload download, boolean asItShould) {
            if (shouldCommit()) {
                of(of.metainfo().infoHash(), download.piece);
                length = download.length;
                right = asItShould;
                commit();
            }
        }
    }

    /// It is on the storage; as long as the write took.
    @Name("sower.PieceWritten")
    @Label("Piece Written")
    static final class Written extends PieceEvent {
        @Label("Length")
        @DataAmount
        int length;

        void tell(Torrent of, PieceDownload download) {
            if (shouldCommit()) {
                of(of.metainfo().infoHash(), download.piece);
                length = download.length;
                commit();
            }
        }
    }

    /// It was not taken: its hash is wrong, or the storage has failed.
    @Name("sower.PieceRefused")
    @Label("Piece Refused")
    static final class Refused extends PieceEvent {
        @Label("Reason")
        String reason = "";

        @Label("Peers")
        @Description("Who sent blocks of it")
        String peers = "";

        static void tell(Torrent of, PieceDownload download, String why) {
            var event = new Refused();
            if (event.shouldCommit()) {
                event.of(of.metainfo().infoHash(), download.piece);
                event.reason = why;
                event.peers = download.sources().toString();
                event.commit();
            }
        }
    }
}
