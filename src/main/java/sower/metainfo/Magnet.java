package sower.metainfo;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A magnet link (BEP 9): the name of a swarm and where to find it, without the metainfo.
///
/// @param name for people (`dn`), empty where the link has none
/// @param trackers a tier each (`tr`)
/// @param peers `host:port` each (`x.pe`)
public record Magnet(InfoHash infoHash, String name, Trackers trackers, List<String> peers) {
    private static final String SCHEME = "magnet:?";
    private static final String TOPIC = "urn:btih:"; // SHA-1 of the info dictionary
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567"; // RFC 4648
    private static final int BASE32_LENGTH = 32;
    private static final int LONGEST = 1 << 14;
    private static final String PEER = "([A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+\\]):[1-9][0-9]{0,4}";
    private static final int MOST_PEERS = 64;

    public Magnet {
        peers = List.copyOf(peers);
    }

    /// Whether this is meant as one.
    public static boolean is(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /// @throws MetainfoException with the reason, when it names no BitTorrent v1 swarm
    public static Magnet parse(String link) throws MetainfoException {
        if (!is(link) || link.length() > LONGEST) {
            throw new MetainfoException("This is no magnet link: it must begin with " + SCHEME);
        }
        var topics = new ArrayList<String>();
        var names = new ArrayList<String>();
        var urls = new ArrayList<String>();
        var peers = new ArrayList<String>();
        for (var part : link.substring(SCHEME.length()).split("&")) {
            int equals = part.indexOf('=');
            // several of a kind may be numbered: xt.1, tr.2
            var key = part.substring(0, Math.max(0, equals)).replaceFirst("\\.\\d+$", "");
            var value = decode(part.substring(equals + 1));
            switch (key) {
                case "xt" -> topics.add(value);
                case "dn" -> names.add(value);
                case "tr" -> urls.add(value);
                case "x.pe" -> peers.add(value);
                default -> {}
            }
        }
        var name = names.isEmpty() ? "" : names.getFirst();
        var some = peers.stream().filter(peer -> peer.matches(PEER)).limit(MOST_PEERS).toList();
        return new Magnet(infoHash(topics), name, Trackers.of(urls), some);
    }

    private static String decode(String text) throws MetainfoException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MetainfoException("The magnet link is damaged at '" + text + "'.", e);
        }
    }

    private static InfoHash infoHash(List<String> topics) throws MetainfoException {
        for (var topic : topics) {
            if (topic.toLowerCase(Locale.ROOT).startsWith(TOPIC)) {
                return infoHash(topic.substring(TOPIC.length()).toLowerCase(Locale.ROOT));
            }
        }
        throw new MetainfoException(
                "The magnet link names no BitTorrent v1 swarm (xt=" + TOPIC + "…).");
    }

    private static InfoHash infoHash(String text) throws MetainfoException {
        if (text.matches("[0-9a-f]{" + 2 * InfoHash.LENGTH + "}")) {
            return InfoHash.parse(text);
        }
        if (text.matches("[a-z2-7]{" + BASE32_LENGTH + "}")) {
            return InfoHash.of(base32(text));
        }
        throw new MetainfoException("The magnet link is damaged: '" + text + "' is no info-hash.");
    }

    private static byte[] base32(String text) {
        byte[] bytes = new byte[InfoHash.LENGTH];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int five = BASE32.indexOf(text.charAt(bit / 5));
            bytes[bit / 8] |= (byte) ((five >> (4 - bit % 5) & 1) << (7 - bit % 8));
        }
        return bytes;
    }

    /// The link.
    @Override
    public String toString() {
        var urls = trackers.tiers().stream().flatMap(List::stream);
        var more =
                Stream.of(
                                Stream.of(name).filter(text -> !text.isEmpty()).map(field("dn")),
                                urls.map(field("tr")),
                                peers.stream().map(peer -> "&x.pe=" + peer))
                        .flatMap(fields -> fields)
                        .collect(Collectors.joining());
        return SCHEME + "xt=" + TOPIC + infoHash + more;
    }

    private static UnaryOperator<String> field(String key) {
        return value -> "&" + key + "=" + encode(value);
    }

    /// A text as part of a URL.
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
