package sower.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import sower.deploy.Deployment;
import sower.disk.Extent;
import sower.metainfo.MetainfoException;
import sower.metainfo.WebFiles;
import sower.swarm.Torrent;

/// The files of a deployment's torrents, or parts of them, for clients that fetch over HTTP (BEP
/// 19): `/ws/<volume>/<file>`.
final class WebSeedFiles implements HttpHandler {
    static final String FOLDER = "/ws/";

    private static final int MOST = 32; // answers under way; each has a buffer
    private static final int NOT_ALLOWED = 405;
    private static final int NO_SUCH_RANGE = 416;
    private static final int BUSY = 503;
    private static final Pattern PATH = Pattern.compile(FOLDER + "([^/]+)/([^/]+)");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})?");

    private record Volume(Torrent torrent, WebFiles files) {}

    private final Deployment deployment;
    private final Map<String, Volume> volumes = new HashMap<>();
    private final Semaphore turns = new Semaphore(MOST);

    WebSeedFiles(Deployment deployment) throws MetainfoException {
        this.deployment = deployment;
        for (var torrent : deployment.torrents()) {
            var metainfo = torrent.metainfo();
            volumes.put(metainfo.name(), new Volume(torrent, new WebFiles(metainfo)));
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!turns.tryAcquire()) {
            exchange.sendResponseHeaders(BUSY, -1);
            return;
        }
        try {
            answer(exchange);
        } finally {
            turns.release();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = PATH.matcher(exchange.getRequestURI().getPath());
        var volume = path.matches() ? volumes.get(path.group(1)) : null;
        var file = volume == null ? Optional.<Extent>empty() : volume.files.find(path.group(2));
        if (volume == null || file.isEmpty()) {
            exchange.sendResponseHeaders(ControlClient.NOT_FOUND, -1);
            return;
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (!head && !exchange.getRequestMethod().equals("GET")) {
            exchange.sendResponseHeaders(NOT_ALLOWED, -1);
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/octet-stream");
        headers.set("Accept-Ranges", "bytes");
        long length = file.get().length();
        // what is no range that we know may be answered with everything (RFC 9110)
        var asked = exchange.getRequestHeaders().getFirst("Range");
        var range = RANGE.matcher(asked == null || head ? "" : asked);
        long begin = range.matches() ? Long.parseLong(range.group(1)) : 0;
        long last = length - 1;
        if (range.matches() && range.group(2) != null) {
            last = Math.min(last, Long.parseLong(range.group(2)));
        }
        if (begin > last) {
            headers.set("Content-Range", "bytes */" + length);
            exchange.sendResponseHeaders(NO_SUCH_RANGE, -1);
        } else if (head) {
            headers.set("Content-Length", "" + length);
            exchange.sendResponseHeaders(200, -1);
        } else {
            if (range.matches()) {
                headers.set("Content-Range", "bytes %d-%d/%d".formatted(begin, last, length));
            }
            exchange.sendResponseHeaders(range.matches() ? 206 : 200, last + 1 - begin);
            long offset = file.get().offset() + begin;
            deployment.send(volume.torrent, offset, last + 1 - begin, exchange.getResponseBody());
        }
    }
}
