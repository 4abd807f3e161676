package sower.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The 20 bytes by which a peer calls itself; the first eight tell its program (BEP 20).
public final class PeerId implements Comparable<PeerId> {
    public static final int LENGTH = 20;
    private static final String OURS = "-SW0100-";
    private static final String WEB_SEED = "-WS0000-";
    private static final Map<String, String> CLIENTS =
            Map.of(
                    "SW",
                    "Sower",
                    "WS",
                    "web seed",
                    "LT",
                    "libtorrent",
                    "lt",
                    "libTorrent",
                    "TR",
                    "Transmission",
                    "qB",
                    "qBittorrent",
                    "A2",
                    "aria2",
                    "DE",
                    "Deluge",
                    "UT",
                    "uTorrent");

    private final byte[] bytes;

    PeerId(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A new one for this process.
    public static PeerId random(RandomGenerator random) {
        return random(OURS, random);
    }

    /// One that we give to a web server, which has none.
    public static PeerId ofWebSeed(RandomGenerator random) {
        return random(WEB_SEED, random);
    }

    private static PeerId random(String program, RandomGenerator random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        byte[] first = program.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(first, 0, bytes, 0, first.length);
        return new PeerId(bytes);
    }

    /// A copy of its 20 bytes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Whether it says to be Sower.
    public boolean isSower() {
        return bytes[1] == 'S' && bytes[2] == 'W' && bytes[0] == '-';
    }

    /// Program and version in words, as far as the id tells: `libtorrent 2.0.8`.
    public String client() {
        var text = new String(bytes, 0, 8, StandardCharsets.ISO_8859_1);
        if (text.matches("-[A-Za-z0-9]{2}[A-Za-z0-9.]{4}-")) {
            var program = text.substring(1, 3);
            var digits = text.substring(3, 7).replaceFirst("0+$", "");
            var version = String.join(".", digits.split(""));
            return (CLIENTS.getOrDefault(program, program) + " " + version).strip();
        }
        if (text.matches("A2-[0-9]-[0-9]+.*")) {
            var numbers = text.substring(3).split("-", -1);
            return "aria2 " + numbers[0] + "." + numbers[1];
        }
        return "unknown";
    }

    @Override
    public int compareTo(PeerId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerId that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return client();
    }
}
