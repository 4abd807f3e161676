package sower.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import sower.metainfo.Sha256;

/// The Ed25519 key with which a library signs what is captured into it, made at first use.
///
/// It lies in the library's own folder: `site.key` (PKCS #8, for its owner's eyes only) and
/// `site.pub` (X.509, for everyone who may read the images). A library is what a site shares and
/// backs up, and each stays whole when it is moved. Whoever may write the folder could sign in its
/// name anyway; the signature is for those who get an image from it.
final class SiteKey {
    static final String PUBLIC = "site.pub";
    private static final String PRIVATE = "site.key";

    private final byte[] publicKey;
    private final PrivateKey privateKey;

    private SiteKey(byte[] publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /// The key of a library; a new one where there is none. Under the library's lock only.
    static SiteKey of(Path library) throws IOException {
        var file = library.resolve(PRIVATE);
        try {
            if (!Files.exists(file) || !Files.exists(library.resolve(PUBLIC))) {
                make(library);
            }
            var encoded = new PKCS8EncodedKeySpec(Files.readAllBytes(file));
            return new SiteKey(
                    Files.readAllBytes(library.resolve(PUBLIC)),
                    KeyFactory.getInstance("Ed25519").generatePrivate(encoded));
        } catch (GeneralSecurityException damaged) {
            throw new IOException(file + " is not the key of a library; delete it", damaged);
        }
    }

    /// The content of `manifest.sig`.
    byte[] sign(byte[] manifest) throws IOException {
        try {
            var signer = java.security.Signature.getInstance("Ed25519");
            signer.initSign(privateKey);
            signer.update(manifest);
            var base64 = Base64.getEncoder();
            var line =
                    "ed25519 %s %s\n"
                            .formatted(
                                    base64.encodeToString(publicKey),
                                    base64.encodeToString(signer.sign()));
            return line.getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException damaged) {
            throw new IOException(
                    "the library's key cannot sign: " + damaged.getMessage(), damaged);
        }
    }

    /// How people compare keys: the first 128 bits of its SHA-256.
    static String fingerprint(byte[] publicKey) {
        var digest = HexFormat.of().formatHex(Sha256.of(publicKey), 0, 16);
        return digest.replaceAll("(.{4})(?=.)", "$1-");
    }

    /// The private key comes last and in one step: if it is there, so is the public one.
    private static void make(Path library) throws IOException, GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.deleteIfExists(library.resolve(PRIVATE));
        Durable.replace(library.resolve(PUBLIC), pair.getPublic().getEncoded());
        var hidden = library.resolve(PRIVATE + ".new");
        Files.deleteIfExists(hidden);
        Durable.createHidden(hidden, pair.getPrivate().getEncoded());
        Files.move(hidden, library.resolve(PRIVATE), StandardCopyOption.ATOMIC_MOVE);
        Durable.names(library);
    }
}
