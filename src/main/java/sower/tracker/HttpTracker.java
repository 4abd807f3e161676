package sower.tracker;

import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEString;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sower.metainfo.Bencoding;

/// A tracker that is asked over HTTP (BEP 3, compact answers of BEP 23 and BEP 7).
final class HttpTracker implements TrackerClient {
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int LONGEST_ANSWER = 1 << 20;

    private final String url;

    HttpTracker(String url) {
        this.url = url;
    }

    @Override
    public Answer announce(Announce announce) throws IOException {
        var event = announce.event();
        var uri =
                url
                        + (url.contains("?") ? "&" : "?")
                        + "info_hash="
                        + encode(announce.infoHash().bytes())
                        + "&peer_id="
                        + encode(announce.peerId())
                        + "&port="
                        + announce.port()
                        + "&uploaded=0&downloaded=0&compact=1&left="
                        + announce.left()
                        + (event == Announce.Event.REGULAR
                                ? ""
                                : "&event=" + event.name().toLowerCase(Locale.ROOT));
        var connection = open(uri);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        byte[] answer;
        try (var in = connection.getInputStream()) {
            answer = in.readNBytes(LONGEST_ANSWER);
        }
        var root = Bencoding.parse(answer).getValue();
        if (root.get("failure reason") instanceof BEString reason) {
            throw new IOException(reason.getValueAsString());
        }
        long interval =
                root.get("interval") instanceof BEInteger seconds
                        ? seconds.getValue().longValue()
                        : 60;
        return new Answer(interval, peers(root.get("peers"), root.get("peers6")));
    }

    /// A torrent may name anything as its tracker.
    private static HttpURLConnection open(String uri) throws IOException {
        try {
            if (URI.create(uri).toURL().openConnection() instanceof HttpURLConnection connection) {
                return connection;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("not a URL", e);
        }
        throw new IOException("neither an HTTP nor a UDP tracker");
    }

    private static List<InetSocketAddress> peers(
            @Nullable Object compact4, @Nullable Object compact6) throws IOException {
        var peers = new ArrayList<InetSocketAddress>();
        if (compact4 instanceof BEString bytes) {
            peers.addAll(TrackerServer.decode(bytes.getValue(), 4));
        }
        if (compact6 instanceof BEString bytes) {
            peers.addAll(TrackerServer.decode(bytes.getValue(), 16));
        }
        return peers;
    }

    private static String encode(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        return URLEncoder.encode(text, StandardCharsets.ISO_8859_1).replace("+", "%20");
    }

    /// A request ends by itself after a few seconds.
    @Override
    public void close() {}
}
