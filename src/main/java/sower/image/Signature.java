package sower.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What an image's signature says: an Ed25519 signature (RFC 8032) over the exact bytes of
/// `manifest.json`, in `manifest.sig` beside it.
///
/// The manifest holds a SHA-256 of every piece and the torrents' info-hashes, so its signature
/// covers all that is written to a target. The file has one line: `ed25519`, the public key (X.509,
/// Base64) and the signature (Base64).
public sealed interface Signature {
    /// Its name in every image's folder.
    String NAME = "manifest.sig";

    /// One sentence for a person.
    String text();

    /// Made with this library's own key.
    record Own(String fingerprint) implements Signature {
        @Override
        public String text() {
            return "signed by this library's own key " + fingerprint;
        }
    }

    /// Right, but by a key that this library does not know.
    record Foreign(String fingerprint) implements Signature {
        @Override
        public String text() {
            return "signed by the key %s, which is not known here; compare it with the site's own"
                    .formatted(fingerprint);
        }
    }

    /// There is none.
    record Missing() implements Signature {
        @Override
        public String text() {
            return "not signed: nobody vouches for what it holds";
        }
    }

    /// The manifest's bytes are not those that were signed.
    record Wrong() implements Signature {
        @Override
        public String text() {
            return "the manifest does not match its signature: it was changed, or is damaged";
        }
    }

    /// Judges a manifest.
    ///
    /// @param signature content of the file; empty when there is none
    /// @param own encoded public key of this library; empty when it has none yet
    static Signature check(byte[] manifest, byte[] signature, byte[] own) {
        if (signature.length == 0) {
            return new Missing();
        }
        var words = new String(signature, StandardCharsets.US_ASCII).strip().split(" ");
        if (words.length != 3 || !words[0].equals("ed25519")) {
            return new Wrong();
        }
        try {
            byte[] encoded = Base64.getDecoder().decode(words[1]);
            if (!verifies(key(encoded), manifest, Base64.getDecoder().decode(words[2]))) {
                return new Wrong();
            }
            var fingerprint = SiteKey.fingerprint(encoded);
            return Arrays.equals(encoded, own) ? new Own(fingerprint) : new Foreign(fingerprint);
        } catch (IllegalArgumentException | GeneralSecurityException garbled) {
            return new Wrong();
        }
    }

    /// Judges an image in a library.
    static Signature of(Image image) throws IOException {
        var folder = image.directory();
        var library = folder.getParent();
        return check(
                Files.readAllBytes(folder.resolve(ManifestFile.NAME)),
                bytes(folder.resolve(NAME)),
                bytes(library == null ? null : library.resolve(SiteKey.PUBLIC)));
    }

    private static byte[] bytes(@Nullable Path file) throws IOException {
        return file != null && Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private static PublicKey key(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static boolean verifies(PublicKey key, byte[] manifest, byte[] signature)
            throws GeneralSecurityException {
        var verifier = java.security.Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(manifest);
        return verifier.verify(signature);
    }
}
