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
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import sower.deploy.Deployment;
import sower.deploy.Hello;
import sower.deploy.MachineReport;
import sower.deploy.Rehearsal;
import sower.image.Image;
import sower.image.ManifestFile;
import sower.image.Signature;
import sower.metainfo.Metainfo;
import sower.swarm.Torrent;
import sower.tracker.TrackerServer;

/// Publishes a deployment: `/manifest.json`, `/<volume>.torrent`, `/announce`, and `/report`, to
/// which targets post once a second. Where there is a rehearsal, machines post to `/hello` before,
/// and manifest and torrents are handed out only after the release.
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ControlServer.class.getName());
    private static final int LONGEST_REPORT = 4 << 20;

    private final Deployment deployment;
    private final Optional<Rehearsal> rehearsal;
    private final HttpServer server;
    private final ExecutorService threads;
    private final TrackerServer tracker;
    private final InetAddress publicAddress;

    private ControlServer(
            Deployment deployment,
            Optional<Rehearsal> rehearsal,
            HttpServer server,
            InetAddress publicAddress) {
        this.deployment = deployment;
        this.rehearsal = rehearsal;
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
        return open(deployment, Optional.empty(), listen, publicAddress, port);
    }

    /// The same with a rehearsal before it: nothing is handed out until that is released.
    public static ControlServer open(
            Deployment deployment,
            Optional<Rehearsal> rehearsal,
            InetAddress listen,
            InetAddress publicAddress,
            int port)
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
        var control = new ControlServer(deployment, rehearsal, http, publicAddress);
        control.start();
        return control;
    }

    private void start() {
        for (var torrent : deployment.torrents()) {
            var infoHash = torrent.metainfo().infoHash();
            tracker.allow(infoHash, torrent::addPeer);
            tracker.add(infoHash, new InetSocketAddress(publicAddress, deployment.port()));
        }
        server.createContext("/announce", tracker);
        server.createContext("/report", guarded(this::report));
        server.createContext("/hello", guarded(this::hello));
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

    private void report(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REPORT);
        var report = Json.read(body, MachineReport.class);
        var from = exchange.getRemoteAddress().getAddress();
        var orders = deployment.report(from, report);
        var peer = new InetSocketAddress(from, report.port());
        for (var torrent : deployment.torrents()) {
            tracker.add(torrent.metainfo().infoHash(), peer);
        }
        answer(exchange, 200, Json.write(orders));
    }

    private void hello(HttpExchange exchange) throws IOException {
        if (rehearsal.isEmpty()) {
            answer(exchange, ControlClient.NOT_FOUND, new byte[0]);
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REPORT);
        var from = exchange.getRemoteAddress().getAddress();
        var orders = rehearsal.get().hello(from, Json.read(body, Hello.class));
        answer(exchange, 200, Json.write(orders));
    }

    private void get(HttpExchange exchange) throws IOException {
        if (rehearsal.isPresent() && !rehearsal.get().released()) {
            answer(exchange, ControlClient.NOT_RELEASED, new byte[0]);
            return;
        }
        var path = exchange.getRequestURI().getPath();
        Image image = deployment.image();
        if (path.equals("/" + ManifestFile.NAME)) {
            answer(exchange, 200, Files.readAllBytes(image.directory().resolve(ManifestFile.NAME)));
            return;
        }
        var signature = image.directory().resolve(Signature.NAME);
        if (path.equals("/" + Signature.NAME) && Files.exists(signature)) {
            answer(exchange, 200, Files.readAllBytes(signature));
            return;
        }
        for (var torrent : deployment.torrents()) {
            if (path.equals("/" + torrent.metainfo().name() + ".torrent")) {
                answer(exchange, 200, announced(torrent).bytes());
                return;
            }
        }
        answer(exchange, ControlClient.NOT_FOUND, new byte[0]);
    }

    private Metainfo announced(Torrent torrent) throws IOException {
        return torrent.metainfo().withAnnounce(announceUrl());
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

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
