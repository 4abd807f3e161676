package sower.swarm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/// A web server with a torrent's files, that gives parts of them as a test wants.
final class WebServer implements Closeable {
    /// What it does with the bytes that were asked for.
    interface Manner {
        void give(WebServer server, HttpExchange exchange, byte[] bytes)
                throws IOException, InterruptedException;
    }

    private static final byte[] NOTHING = {};

    private final HttpServer http;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new HashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final CountDownLatch asked = new CountDownLatch(1);

    WebServer(SampleVolume volume, Manner manner) throws IOException {
        this(volume, manner, HttpServer.create(), "http");
    }

    /// One that speaks TLS.
    static WebServer secure(SampleVolume volume, Manner manner, SSLContext certificate)
            throws IOException {
        var https = HttpsServer.create();
        https.setHttpsConfigurator(new HttpsConfigurator(certificate));
        return new WebServer(volume, manner, https, "https");
    }

    private WebServer(SampleVolume volume, Manner manner, HttpServer http, String scheme)
            throws IOException {
        this.http = http;
        this.scheme = scheme;
        byte[] master = Files.readAllBytes(volume.file());
        for (var extent : volume.metainfo().extents()) {
            var path = "/%s/%032x".formatted(volume.metainfo().name(), extent.offset());
            int begin = (int) extent.offset();
            files.put(path, Arrays.copyOfRange(master, begin, (int) extent.end()));
        }
        http.bind(new InetSocketAddress(Room.LOOPBACK, 0), 0);
        http.createContext("/", exchange -> answer(exchange, manner));
        http.setExecutor(threads);
        http.start();
    }

    private void answer(HttpExchange exchange, Manner manner) throws IOException {
        try (exchange) {
            byte[] file = files.getOrDefault(exchange.getRequestURI().getPath(), NOTHING);
            var words = exchange.getRequestHeaders().getFirst("Range").split("[=-]", -1);
            int begin = Integer.parseInt(words[1]);
            byte[] part = Arrays.copyOfRange(file, begin, Integer.parseInt(words[2]) + 1);
            var range = "bytes %s-%s/%d".formatted(words[1], words[2], file.length);
            exchange.getResponseHeaders().set("Content-Range", range);
            asked.countDown();
            manner.give(this, exchange, part);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// All of it.
    void honestly(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(206, bytes.length);
        exchange.getResponseBody().write(bytes);
        sent.addAndGet(bytes.length);
    }

    String url() {
        return scheme + "://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    int port() {
        return http.getAddress().getPort();
    }

    /// Bytes of files.
    long sent() {
        return sent.get();
    }

    boolean awaitAsked() throws InterruptedException {
        return asked.await(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
