package sower.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import sower.metainfo.InfoHash;
import sower.metainfo.Metainfo;
import sower.wire.PeerId;

/// A BitTorrent peer: one listening port, several torrents, one memory budget, one disk thread.
public final class Engine implements Closeable {
    private static final Logger LOG = System.getLogger(Engine.class.getName());
    private static final int ACCEPT_MILLIS = 100;

    private static final Set<Engine> RUNNING = ConcurrentHashMap.newKeySet();

    private final EngineOptions options;
    private final RandomGenerator random;
    private final PeerId peerId;
    private final ServerSocketChannel server;
    private final EngineHost host;
    private final Map<InfoHash, Torrent> torrents = new ConcurrentHashMap<>();
    private final Newcomers newcomers = new Newcomers();
    private final Introductions introductions;
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
    private final Thread clock;
    private final Thread acceptor;
    private volatile boolean closed;

    private Engine(EngineOptions options, RandomGenerator random, ServerSocketChannel server) {
        this.options = options;
        this.random = random;
        this.server = server;
        this.peerId = PeerId.random(random);
        var name = "swarm-" + server.socket().getLocalPort();
        this.host = new EngineHost(this, peerId, name);
        this.introductions = new Introductions(this, torrents, newcomers);
        this.acceptor = Thread.ofPlatform().name(name + "-accept").daemon().unstarted(this::accept);
        this.clock = Thread.ofPlatform().name(name + "-clock").daemon().unstarted(this::tick);
    }

    /// Opens the port and starts.
    ///
    /// @throws IOException in one sentence, when the port is taken
    public static Engine start(EngineOptions options, RandomGenerator random) throws IOException {
        var server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(new InetSocketAddress(options.listen(), options.port()), 512);
        } catch (BindException e) {
            server.close();
            throw new IOException(
                    "Port %d at %s is already in use; choose another one."
                            .formatted(options.port(), options.listen().getHostAddress()),
                    e);
        }
        var engine = new Engine(options, random, server);
        RUNNING.add(engine);
        engine.acceptor.start();
        engine.clock.start();
        return engine;
    }

    /// What the engines of this program are doing, now; a swarm each.
    public static List<SwarmSnapshot> running() {
        return RUNNING.stream()
                .flatMap(engine -> engine.torrents.values().stream())
                .map(Torrent::snapshot)
                .sorted(Comparator.comparing(SwarmSnapshot::name))
                .toList();
    }

    /// Where it listens.
    public int port() {
        return server.socket().getLocalPort();
    }

    /// The 20 bytes by which it calls itself.
    public byte[] id() {
        return peerId.bytes();
    }

    /// Joins a swarm.
    ///
    /// @param had pieces that are on the storage
    /// @param trust when they are hashed before they are sent
    public Torrent add(
            Metainfo metainfo, Storage storage, BitSet had, Trust trust, TorrentListener listener)
            throws IOException {
        return join(new Torrent(host, metainfo, storage, had, trust, listener, random));
    }

    /// Joins a swarm while it is being looked what the storage holds: it gives what is
    /// [found][Torrent#found], and asks for nothing until it is to [fetch][Torrent#fetch].
    public Torrent addHeld(Metainfo metainfo, Storage storage, TorrentListener listener)
            throws IOException {
        var nothing = new BitSet();
        var torrent = new Torrent(host, metainfo, storage, nothing, Trust.PROVEN, listener, random);
        torrent.hold();
        return join(torrent);
    }

    private Torrent join(Torrent torrent) throws IOException {
        var metainfo = torrent.metainfo();
        long pieceLength = metainfo.layout().pieceLength();
        if (pieceLength > options.memory() / 2) {
            throw new IOException(
                    "The torrent's pieces of %d MiB need more memory than the %d MiB allowed."
                            .formatted(pieceLength >> 20, options.memory() >> 20));
        }
        if (torrents.putIfAbsent(metainfo.infoHash(), torrent) != null) {
            throw new IOException("The torrent of " + metainfo.name() + " is already running.");
        }
        return torrent;
    }

    /// How fast all torrents together may send and receive from now on.
    ///
    /// @param upRate bytes per second, 0 for no limit
    /// @param downRate the same for what is received
    public void limit(long upRate, long downRate) {
        host.limits().set(upRate, downRate, System.nanoTime());
    }

    /// Sends bytes of a torrent to somebody who is no peer, such as a web browser.
    ///
    /// @throws IOException when they are not there any more, or the swarm is closed
    public void send(Torrent torrent, long offset, long count, OutputStream to) throws IOException {
        if (options.key().isPresent()) {
            throw new IOException("a closed swarm gives nothing to strangers");
        }
        try {
            new PlainUpload(host, torrent).send(offset, count, to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending", e);
        }
    }

    void remove(Torrent torrent) {
        torrents.remove(torrent.metainfo().infoHash(), torrent);
    }

    PeerId peerId() {
        return peerId;
    }

    EngineOptions options() {
        return options;
    }

    EngineHost host() {
        return host;
    }

    boolean isSelf(InetSocketAddress address) {
        if (address.getPort() != port() || address.getAddress() == null) {
            return false;
        }
        if (!options.listen().isAnyLocalAddress()) {
            return options.listen().equals(address.getAddress());
        }
        try {
            return NetworkInterface.getByInetAddress(address.getAddress()) != null;
        } catch (SocketException e) {
            return false; // then the handshake tells
        }
    }

    /// Connects in the background.
    void connect(Torrent torrent, InetSocketAddress address) {
        start("out-" + address, () -> introductions.call(torrent, address));
    }

    /// The same to a web seed.
    void call(Torrent torrent, WebSeeds.Place place) {
        start("web-" + place.url.getHost(), () -> WebSeed.call(host, torrent, place, random));
    }

    private void start(String name, Runnable work) {
        Runnable counted =
                () -> {
                    try {
                        work.run();
                    } finally {
                        readers.remove(Thread.currentThread());
                    }
                };
        var thread =
                Thread.ofPlatform()
                        .name("swarm-" + port() + "-" + name)
                        .daemon()
                        .unstarted(counted);
        readers.add(thread);
        thread.start();
    }

    private void accept() {
        while (!closed) {
            try {
                var channel = server.accept();
                newcomers.add(channel, System.nanoTime());
                start("in-" + channel.socket().getPort(), () -> introductions.answer(channel));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "a connection could not be accepted", e);
                await(ACCEPT_MILLIS); // most likely there is no descriptor for it
            }
        }
    }

    private void tick() {
        for (long seconds = 1; !closed; seconds++) {
            await(1000);
            long now = System.nanoTime();
            torrentsTick(now, seconds);
            newcomers.tick(now);
        }
    }

    private void await(long millis) {
        try {
            synchronized (clock) {
                if (!closed) {
                    clock.wait(millis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void torrentsTick(long now, long seconds) {
        for (var torrent : torrents.values()) {
            torrent.tick(now, seconds);
        }
    }

    /// Hangs up, writes what the disk thread is at, and ends all threads.
    @Override
    public void close() throws IOException {
        closed = true;
        RUNNING.remove(this);
        server.close();
        newcomers.close();
        torrents.values().forEach(Torrent::close);
        synchronized (clock) {
            clock.notifyAll();
        }
        try {
            for (var reader : readers) {
                reader.join();
            }
            host.stopHashing();
            acceptor.join();
            clock.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        host.close();
    }
}
