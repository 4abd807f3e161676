package sower.enrol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import sower.metainfo.Sha256;

/// Eight characters that both screens show when, and only when, each end talks to the other and to
/// nobody between them: they are made of both keys.
///
/// Who stands between must find keys of his own that give the same characters before the technician
/// has looked. Each try costs a slow hash, of which there are 2^40 to make.
final class ShortCode {
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford's 32
    private static final int ITERATIONS = 100_000;
    private static final int BITS = 40;

    private ShortCode() {}

    /// Such as `7k3q-m0x9`. Takes some hundredths of a second, on purpose.
    static String of(X509Certificate authority, PublicKey machine) {
        try {
            var password =
                    new PBEKeySpec(
                            "sower".toCharArray(), salt(authority, machine), ITERATIONS, BITS);
            byte[] hash =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(password)
                            .getEncoded();
            long bits = 0;
            for (byte each : hash) {
                bits = bits << 8 | each & 0xff;
            }
            var code = new StringBuilder();
            for (int i = BITS - 5; i >= 0; i -= 5) {
                code.append(LETTERS.charAt((int) (bits >>> i) & 31));
            }
            return code.insert(4, '-').toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static byte[] salt(X509Certificate authority, PublicKey machine)
            throws GeneralSecurityException {
        var digest = Sha256.digest();
        digest.update("code".getBytes(StandardCharsets.US_ASCII));
        digest.update(Sha256.of(authority.getEncoded()));
        return digest.digest(Sha256.of(machine.getEncoded()));
    }
}
