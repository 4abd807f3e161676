package sower.netboot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Hands out the boot files by HTTP, each request on a virtual thread. Whoever comes when so many
/// are served already waits; each gets its bytes quicker for it.
final class BootWeb implements Closeable {
    private static final Logger LOG = System.getLogger(BootWeb.class.getName());
    private static final int MOST_AT_A_TIME = 64;
    private static final int BACKLOG = 256;
    private static final int CHUNK = 256 << 10;

    private final HttpServer server;
    private final BootFiles files;
    private final BootRequests requests;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME, true);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private BootWeb(HttpServer server, BootFiles files, BootRequests requests) {
        this.server = server;
        this.files = files;
        this.requests = requests;
    }

    static BootWeb open(InetSocketAddress at, BootFiles files, BootRequests requests)
            throws IOException {
        var web = new BootWeb(HttpServer.create(at, BACKLOG), files, requests);
        web.server.createContext("/", web::answer);
        web.server.setExecutor(web.threads);
        web.server.start();
        return web;
    }

    private void answer(HttpExchange exchange) {
        var name = exchange.getRequestURI().getPath().replaceFirst("^/", "");
        try (exchange) {
            var file = files.file(name);
            var method = exchange.getRequestMethod();
            if (file.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
            } else if (method.equals("HEAD")) {
                var length = String.valueOf(file.get().remaining());
                exchange.getResponseHeaders().set("Content-Length", length);
                exchange.sendResponseHeaders(200, -1);
            } else if (method.equals("GET")) {
                send(exchange, name, file.get());
            } else {
                exchange.sendResponseHeaders(405, -1);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "HTTP: {0}: {1}", name, e.getMessage());
        }
    }

    private void send(HttpExchange exchange, String name, ByteBuffer file) throws IOException {
        var client = exchange.getRemoteAddress().getAddress();
        long length = file.remaining();
        places.acquireUninterruptibly();
        try {
            exchange.sendResponseHeaders(200, length);
            var out = exchange.getResponseBody();
            byte[] chunk = new byte[CHUNK];
            while (file.hasRemaining()) {
                int count = Math.min(chunk.length, file.remaining());
                file.get(chunk, 0, count);
                out.write(chunk, 0, count);
                requests.fetches(client, name, length - file.remaining(), length);
            }
        } finally {
            places.release();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
