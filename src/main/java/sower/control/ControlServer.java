package sower.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import sower.deploy.Deployment;
import sower.deploy.Json;
import sower.deploy.MachineReport;
import sower.metainfo.Magnet;
import sower.metainfo.Trackers;
import sower.tracker.TrackerServer;

/// Publishes a deployment to everybody who reaches this port, because a technician said so:
/// `/manifest.json`, `/<volume>.torrent`, `/announce` for ordinary clients, `/report`, to which
/// targets post once a second, and where it is asked for `/ws/<volume>/<file>`. A run with a
/// rehearsal has a [RoomServer] instead.
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ControlServer.class.getName());
    private static final int LONGEST_REPORT = 4 << 20;
    private static final byte[] NOTHING = {};
    private static final int ANSWERING_SECONDS = 2;

    private final Deployment deployment;
    private final HttpServer server;
    private final ExecutorService threads;
    private final TrackerServer tracker;
    private final InetAddress publicAddress;
    private volatile Optional<String> webSeed = Optional.empty();

    private ControlServer(Deployment deployment, HttpServer server, InetAddress publicAddress) {
        this.deployment = deployment;
        this.server = server;
        this.publicAddress = publicAddress;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.tracker = new TrackerServer(InstantSource.system());
    }

    /// Opens the control port of a deployment that everybody may join at once.
    ///
    /// @param publicAddress the address at which machines reach this workstation
    /// @param port 0 for any free one
    /// @throws IOException in one sentence, when the port is taken
    public static ControlServer open(
            Deployment deployment, InetAddress listen, InetAddress publicAddress, int port)
            throws IOException {
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(listen, port), 256);
        } catch (BindException e) {
            throw new IOException(
                    "Port %d at %s is already in use; choose another one."
                            .formatted(port, listen.getHostAddress()),
                    e);
        }
        var control = new ControlServer(deployment, http, publicAddress);
        control.start();
        return control;
    }

    private void start() {
        for (var torrent : deployment.torrents()) {
            var infoHash = torrent.metainfo().infoHash();
            tracker.allow(infoHash, torrent::addPeer);
            tracker.addSeed(infoHash, new InetSocketAddress(publicAddress, deployment.port()));
        }
        server.createContext("/announce", tracker);
        server.createContext("/report", guarded(this::report));
        server.createContext("/", guarded(this::get));
        server.setExecutor(threads);
        server.start();
        deployment.publishedAt(url());
    }

    /// What a target is told to come to.
    public String url() {
        var host = publicAddress.getHostAddress();
        var shown = host.contains(":") ? "[" + host + "]" : host;
        return "http://" + shown + ":" + server.getAddress().getPort();
    }

    /// Where ordinary clients announce.
    public String announceUrl() {
        return url() + "/announce";
    }

    /// From now on the volumes' files are given over HTTP as well, and their torrents say so (BEP
    /// 19).
    public void openWebSeed() throws IOException {
        server.createContext(WebSeedFiles.FOLDER, guarded(new WebSeedFiles(deployment)));
        webSeed = Optional.of(url() + WebSeedFiles.FOLDER);
    }

    /// What ordinary clients may be given instead of the volumes' torrents, in the image's order.
    public List<Magnet> magnets() {
        var trackers = Trackers.of(List.of(announceUrl()));
        return deployment.torrents().stream()
                .map(torrent -> {
                    var metainfo = torrent.metainfo();
                    return new Magnet(metainfo.infoHash(), metainfo.name(), trackers, List.of());
                })
                .toList();
    }

    private void report(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REPORT);
        var report = Json.read(body, MachineReport.class);
        var from = exchange.getRemoteAddress().getAddress();
        var orders = deployment.machines().report(from, report);
        var peer = new InetSocketAddress(from, report.port());
        for (var torrent : deployment.torrents()) {
            tracker.add(torrent.metainfo().infoHash(), peer);
        }
        answer(exchange, 200, Json.write(orders));
    }

    private void get(HttpExchange exchange) throws IOException {
        var name = exchange.getRequestURI().getPath().replaceFirst("^/", "");
        var file = new ImageFiles(deployment, Optional.of(announceUrl()), webSeed).file(name);
        answer(exchange, file.isEmpty() ? ControlClient.NOT_FOUND : 200, file.orElse(NOTHING));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static HttpHandler guarded(HttpHandler handler) {
        return exchange -> {
            try (exchange) {
                handler.handle(exchange);
            } catch (IOException | IllegalArgumentException e) {
                LOG.log(Level.DEBUG, "request {0}: {1}", exchange.getRequestURI(), e.getMessage());
                exchange.sendResponseHeaders(400, -1);
            }
        };
    }

    /// Answers that are under way come to their end: a machine that has told its own stays until it
    /// knows that somebody has heard it.
    @Override
    public void close() {
        server.stop(ANSWERING_SECONDS);
        threads.shutdownNow();
    }
}
