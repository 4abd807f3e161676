package sower.enrol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import sower.metainfo.Sha256;

/// X.509 certificates (RFC 5280), version 3, P-256 and SHA-256. The JDK reads and checks them, but
/// has nothing public that writes one.
final class Certificates {
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final BigInteger VERSION_3 = BigInteger.TWO;
    private static final int SERIAL_BITS = 127;
    // a machine's clock may be wrong, and often is before it has an operating system
    private static final Duration BEFORE = Duration.ofDays(3650);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Certificates() {}

    /// A key pair for one of them.
    static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /// Issues a certificate.
    ///
    /// @param subject its common name
    /// @param issuer common name of the one who signs
    static X509Certificate issue(
            CertificateProfile profile,
            String subject,
            PublicKey key,
            String issuer,
            PrivateKey signer,
            Instant until)
            throws IOException {
        byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
        byte[] content =
                Der.sequence(
                        Der.explicit(0, Der.integer(VERSION_3)),
                        Der.integer(new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1)),
                        algorithm,
                        name(issuer),
                        Der.sequence(Der.time(Instant.now().minus(BEFORE)), Der.time(until)),
                        name(subject),
                        key.getEncoded(), // SubjectPublicKeyInfo
                        Der.explicit(3, profile.extensions()));
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signer, RANDOM);
            signature.update(content);
            return read(Der.sequence(content, algorithm, Der.bits(0, signature.sign())));
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate can be made: " + e.getMessage(), e);
        }
    }

    /// @throws IOException in one sentence, when it is none
    static X509Certificate read(byte[] der) throws IOException {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IOException("this is no certificate: " + e.getMessage(), e);
        }
    }

    /// SHA-256 of the whole, in hex.
    static String fingerprint(X509Certificate certificate) throws CertificateException {
        return HexFormat.of().formatHex(Sha256.of(certificate.getEncoded()));
    }

    /// The subject's common name; ours have no other part.
    static String commonName(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
    }

    private static byte[] name(String common) {
        return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(common))));
    }
}
