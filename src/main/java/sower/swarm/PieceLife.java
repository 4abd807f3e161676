package sower.swarm;

import java.io.IOException;
import jdk.jfr.FlightRecorder;

/// What becomes of a piece on its way in, told to JDK Flight Recorder.
///
/// While nobody records, not even the classes of the events are loaded: that would take a target
/// agent 70 ms of its CPU time, a seventh of its start.
final class PieceLife {
    private PieceLife() {}

    /// The first peer was asked for blocks of it.
    static void assigned(Peer asked, int piece) {
        if (FlightRecorder.isInitialized()) {
            PieceEvent.Assigned.tell(asked, piece);
        }
    }

    /// The first of its blocks has come.
    static void firstBlock(Peer from, int piece) {
        if (FlightRecorder.isInitialized()) {
            PieceEvent.FirstBlock.tell(from, piece);
        }
    }

    /// Hashes it: whether it is what the torrent says.
    static boolean hash(Torrent of, PieceDownload download) {
        if (!FlightRecorder.isInitialized()) {
            return of.metainfo().matches(download.piece, download.digest());
        }
        var event = new PieceEvent.Hashed();
        event.begin();
        boolean right = of.metainfo().matches(download.piece, download.digest());
        event.tell(of, download, right);
        if (!right) {
            PieceEvent.Refused.tell(of, download, "wrong hash");
        }
        return right;
    }

    /// Writes it to the torrent's storage.
    static void write(Torrent of, PieceDownload download, long offset) throws IOException {
        if (!FlightRecorder.isInitialized()) {
            download.writeTo(of.storage(), offset);
            return;
        }
        var event = new PieceEvent.Written();
        event.begin();
        try {
            download.writeTo(of.storage(), offset);
        } catch (IOException e) {
            PieceEvent.Refused.tell(of, download, String.valueOf(e.getMessage()));
            throw e;
        }
        event.tell(of, download);
    }
}
