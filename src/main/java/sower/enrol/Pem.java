package sower.enrol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A file of PEM blocks (RFC 7468) by their labels, one of each.
final class Pem {
    static final String PRIVATE_KEY = "PRIVATE KEY"; // PKCS #8
    static final String CERTIFICATE = "CERTIFICATE";
    static final String AUTHORITY = "SOWER AUTHORITY"; // a certificate too

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final int LINE = 64;

    private Pem() {}

    static byte[] write(Map<String, byte[]> blocks) {
        var base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        var text = new StringBuilder();
        blocks.forEach((label, bytes) ->
                text.append("-----BEGIN %s-----\n".formatted(label))
                        .append(base64.encodeToString(bytes))
                        .append("\n-----END %s-----\n".formatted(label)));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// @throws IOException naming the file, when a block is missing
    static Map<String, byte[]> read(Path file, String... needed) throws IOException {
        var blocks = new LinkedHashMap<String, byte[]>();
        var found = BLOCK.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        while (found.find()) {
            blocks.put(found.group(1), Base64.getMimeDecoder().decode(found.group(2)));
        }
        for (var label : needed) {
            if (!blocks.containsKey(label)) {
                throw new IOException("%s is damaged: it has no %s".formatted(file, label));
            }
        }
        return blocks;
    }
}
