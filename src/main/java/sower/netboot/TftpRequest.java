package sower.netboot;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/// A request to read a file (RFC 1350, section 5; options: RFC 2347).
///
/// @param file its name as it was sent
/// @param options by their names in lower case, in the order they were sent
record TftpRequest(String file, SequencedMap<String, String> options) {
    private static final int READ = 1;
    private static final int LONGEST = 512;

    /// @throws ProtocolException when it is something else
    static TftpRequest parse(ByteBuffer packet) throws ProtocolException {
        if (packet.remaining() < 4 || packet.remaining() > LONGEST || packet.getShort() != READ) {
            throw new ProtocolException("no request to read");
        }
        var text = StandardCharsets.ISO_8859_1.decode(packet).toString();
        if (!text.endsWith("\0")) {
            throw new ProtocolException("a request that ends too early");
        }
        var words = text.split("\0", -1);
        if (words.length < 3 || words.length % 2 == 0) {
            throw new ProtocolException("a request of %d words".formatted(words.length - 1));
        }
        if (!words[1].equalsIgnoreCase("octet")) {
            throw new ProtocolException("the mode '%s'".formatted(words[1]));
        }
        var options = new LinkedHashMap<String, String>();
        for (int i = 2; i + 1 < words.length; i += 2) {
            options.put(words[i].toLowerCase(Locale.ROOT), words[i + 1]);
        }
        return new TftpRequest(words[0], options);
    }
}
