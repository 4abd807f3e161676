package sower.enrol;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What lets a machine into one run without asking anybody: it names the workstation's authority,
/// so that the machine knows whom to trust, and holds a secret, so that the workstation knows whom
/// to let in.
///
/// @param run the only one it is good for
/// @param authority SHA-256 of the authority's certificate, hex
/// @param secret hex
public record Ticket(String run, String authority, String secret) {
    private static final int FINGERPRINT = 32;
    private static final int SECRET = 16;
    private static final Pattern RUN = Pattern.compile("[0-9a-z-]{1,40}");

    /// Reads what `toString` writes.
    ///
    /// @throws IllegalArgumentException with a sentence
    public static Ticket parse(String text) {
        var parts = text.strip().split("\\.");
        try {
            if (parts.length == 2 && RUN.matcher(parts[0]).matches()) {
                byte[] bytes = Base64.getUrlDecoder().decode(parts[1]);
                if (bytes.length == FINGERPRINT + SECRET) {
                    var hex = HexFormat.of();
                    return new Ticket(
                            parts[0],
                            hex.formatHex(bytes, 0, FINGERPRINT),
                            hex.formatHex(bytes, FINGERPRINT, bytes.length));
                }
            }
        } catch (IllegalArgumentException garbled) {
            // said below
        }
        throw new IllegalArgumentException(
                "this is no ticket; 'sower deploy' prints it, and so does 'sower machines ticket'");
    }

    /// One word for a command line.
    @Override
    public String toString() {
        byte[] bytes = HexFormat.of().parseHex(authority + secret);
        return run + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
