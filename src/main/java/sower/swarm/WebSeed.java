package sower.swarm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import sower.metainfo.WebFiles;
import sower.wire.ExtensionHandshake;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.MetadataMessage;
import sower.wire.PeerId;
import sower.wire.WebConnection;

/// A web server that has the torrent's files (BEP 19). To the torrent it is a peer that has
/// everything and wants nothing: what it is asked for becomes parts of files, read one after the
/// other over one connection by the thread that runs [#run].
final class WebSeed implements PeerLink, BlockSource {
    private static final Logger LOG = System.getLogger(WebSeed.class.getName());
    private static final int USUAL_PORT = 80;
    private static final int USUAL_SECURE_PORT = 443;
    private static final int MOST_BYTES = 4 << 20; // with one question, where it is one file

    /// It says nothing of itself, and nobody says anything to it.
    private static final ExtensionHandshake MUTE = new ExtensionHandshake("", 0, 0, 0, "", "");

    private final Torrent torrent;
    private final WebFiles files;
    private final URI url;
    private final WebConnection connection;
    private final Peer peer;
    private final ArrayDeque<Message.Request> requests = new ArrayDeque<>(); // guarded by this
    private Iterator<WebFiles.Part> parts = Collections.emptyIterator(); // to be read
    private boolean closed; // guarded by this

    private WebSeed(
            TorrentHost host,
            Torrent torrent,
            URI url,
            InetSocketAddress address,
            RandomGenerator random)
            throws IOException {
        this.torrent = torrent;
        this.files = torrent.webSeeds().files();
        this.url = url;
        this.connection = new WebConnection(address, url.getHost(), secure(url));
        var id = PeerId.ofWebSeed(random);
        var handshake = new Handshake(torrent.metainfo().infoHash(), id, false, true);
        this.peer = new Peer(host, torrent, this, handshake, address, true);
    }

    /// Calls one and fetches what is asked for, until one of both has enough.
    static void call(
            TorrentHost host, Torrent torrent, WebSeeds.Place place, RandomGenerator random) {
        var url = place.url;
        boolean useful = false;
        try {
            var address = new InetSocketAddress(url.getHost(), port(url));
            if (address.isUnresolved()) {
                throw new UnknownHostException(url.getHost() + " is not known here");
            }
            var seed = new WebSeed(host, torrent, url, address, random);
            seed.run();
            useful = seed.peer.useful();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "web seed {0}: {1}", url, e.getMessage());
        } finally {
            torrent.webSeeds().ended(place, useful);
        }
    }

    private static boolean secure(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    private static int port(URI url) {
        int usual = secure(url) ? USUAL_SECURE_PORT : USUAL_PORT;
        return url.getPort() < 0 ? usual : url.getPort();
    }

    private void run() {
        if (!torrent.attach(peer, MUTE)) {
            return;
        }
        try (connection) {
            peer.handle(new Message.HaveAll());
            peer.handle(new Message.Unchoke());
            for (var next = next(); !next.isEmpty(); next = next()) {
                fetch(next);
            }
        } catch (IOException e) {
            if (!peer.closed()) {
                LOG.log(Level.WARNING, "web seed {0} {1}", url, e.getMessage());
                torrent.offences().broke(peer, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            peer.close();
            torrent.detach(peer);
        }
    }

    /// The next request, with those that ask for what follows it; none at the end.
    private synchronized List<Message.Request> next() throws InterruptedException {
        while (requests.isEmpty() && !closed) {
            wait();
        }
        var taken = new ArrayList<Message.Request>();
        long bytes = 0;
        while (!requests.isEmpty() && !closed && bytes < MOST_BYTES) {
            var next = requests.getFirst();
            if (!taken.isEmpty() && !follows(next, taken.getLast())) {
                break;
            }
            taken.add(requests.remove());
            bytes += next.length();
        }
        return taken;
    }

    private static boolean follows(Message.Request next, Message.Request before) {
        return next.piece() == before.piece() && next.begin() == before.begin() + before.length();
    }

    private void fetch(List<Message.Request> run) throws IOException {
        long offset = offset(run.getFirst());
        long end = offset(run.getLast()) + run.getLast().length();
        parts = files.parts(offset, end - offset).iterator();
        for (var request : run) {
            var block = new Message.Piece(request.piece(), request.begin(), request.length());
            take(block, peer);
            peer.heard();
        }
    }

    private long offset(Message.Request request) {
        return torrent.layout().offset(request.piece()) + request.begin();
    }

    @Override
    public void skip(int count) throws IOException {
        payload(ByteBuffer.allocate(count));
    }

    @Override
    public void payload(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (connection.left() == 0) {
                ask(parts.next());
            }
            connection.read(into);
        }
    }

    private void ask(WebFiles.Part part) throws IOException {
        var file = URI.create(files.url(url.toString(), part.file()));
        var query = file.getRawQuery() == null ? "" : "?" + file.getRawQuery();
        var path = file.getRawPath() + query;
        connection.get(path, file.getRawAuthority(), part.length(), part.begin(), part.count());
    }

    // ---- what the torrent says

    @Override
    public boolean lastResort() {
        return true;
    }

    @Override
    public boolean sendLater(Message message) {
        return true; // it is not interested in what we have
    }

    @Override
    public void flush() {}

    @Override
    public synchronized boolean send(List<? extends Message> messages) {
        for (var message : messages) {
            switch (message) {
                case Message.Request request -> requests.add(request);
                case Message.Cancel(int piece, int begin, int length) ->
                        requests.remove(new Message.Request(piece, begin, length));
                default -> {}
            }
        }
        notifyAll();
        return true;
    }

    @Override
    public void serve(Message.Request request) {}

    @Override
    public void serve(MetadataMessage.Request request, int id) {}

    @Override
    public void cancel(Message.Cancel cancel) {}

    @Override
    public void choke() {}

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public long writingSince() {
        return 0;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            connection.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a connection", e);
        }
    }
}
