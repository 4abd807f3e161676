package sower.swarm;

import java.util.BitSet;
import java.util.List;
import sower.wire.Message;

/// Keeps a torrent from asking for anything as long as it is looked what its storage holds already.
/// Until then it takes calls and gives what was found right, calls nobody, and wants nothing: a
/// seed does not show it pieces, and its site does not count on it for its [Importers].
///
/// Guarded by its torrent, whose lock is taken here.
final class Hold {
    private final TorrentHost host;
    private final Torrent torrent;
    private final Connections connections;
    private final PiecePicker picker;
    private final Proven proven;
    private final BitSet untold = new BitSet(); // found, and peers have not heard of it
    private volatile boolean on;

    Hold(
            TorrentHost host,
            Torrent torrent,
            Connections connections,
            PiecePicker picker,
            Proven proven) {
        this.host = host;
        this.torrent = torrent;
        this.connections = connections;
        this.picker = picker;
        this.proven = proven;
    }

    boolean on() {
        return on;
    }

    void begin() {
        on = true;
    }

    /// A piece is on the storage.
    void found(int piece) {
        synchronized (torrent) {
            picker.have(piece);
            proven.add(piece);
            untold.set(piece);
        }
    }

    /// Peers hear of what was found since the last time: of many pieces at once, for a disk may be
    /// read a hundred times as fast as the network takes it.
    void tell() {
        if (!on) {
            return; // nothing is found any more
        }
        List<Peer> peers;
        List<Message.Have> news;
        synchronized (torrent) {
            peers = List.copyOf(connections.all());
            news = untold.stream().mapToObj(Message.Have::new).toList();
            untold.clear();
        }
        if (!news.isEmpty()) {
            peers.forEach(peer -> peer.send(news));
        }
    }

    /// All that is there was found: who is connected hears that we count from now on, and the
    /// clocks of those that keep us waiting begin.
    void end() {
        tell();
        synchronized (torrent) {
            on = false;
            long now = host.nanos();
            connections.begin(now);
            torrent.webSeeds().begin(now);
            for (var peer : connections.all()) {
                peer.greetAgain();
                torrent.offers().look(peer);
            }
        }
    }
}
