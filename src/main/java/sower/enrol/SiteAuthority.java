package sower.enrol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import sower.image.Durable;
import sower.image.LibraryLock;

/// The site's certificate authority: it vouches for this workstation and for the machines that the
/// technician lets in. Made at first use, in the library's own folder.
///
/// `site-ca.pem` holds its private key and its certificate, for its owner's eyes only. Whoever has
/// it can be the workstation; whoever loses it enrols the machines anew.
public final class SiteAuthority {
    private static final String FILE = "site-ca.pem";
    private static final String NAME = "Sower site authority";
    private static final String WORKSTATION = "Sower workstation";
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(36_525);
    private static final Duration CERTIFICATE_LIFE = Duration.ofDays(3650);
    private static final int SECRET = 16; // bytes of a ticket

    private final PrivateKey key;
    private final X509Certificate certificate;

    private SiteAuthority(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /// The authority of a library; a new one where there is none.
    ///
    /// @throws IOException in one sentence, when its file is damaged or cannot be made
    public static SiteAuthority of(Path library) throws IOException {
        var file = library.resolve(FILE);
        if (!Files.exists(file)) {
            try (var _ = LibraryLock.take(library)) {
                if (!Files.exists(file)) {
                    make(library, file);
                }
            }
        }
        var blocks = Pem.read(file, Pem.PRIVATE_KEY, Pem.CERTIFICATE);
        try {
            return new SiteAuthority(
                    privateKey(block(blocks, Pem.PRIVATE_KEY)),
                    Certificates.read(block(blocks, Pem.CERTIFICATE)));
        } catch (GeneralSecurityException damaged) {
            throw new IOException(file + " is damaged: it holds no private key", damaged);
        }
    }

    /// In one step: either the key and its certificate are there, or neither.
    private static void make(Path library, Path file) throws IOException {
        var pair = Certificates.newKey();
        var until = Instant.now().plus(AUTHORITY_LIFE);
        var authority =
                Certificates.issue(
                        CertificateProfile.AUTHORITY,
                        NAME,
                        pair.getPublic(),
                        NAME,
                        pair.getPrivate(),
                        until);
        Map<String, byte[]> blocks = new LinkedHashMap<>();
        blocks.put(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded());
        blocks.put(Pem.CERTIFICATE, encoded(authority));
        var hidden = library.resolve(FILE + ".new");
        Files.deleteIfExists(hidden);
        Durable.createHidden(hidden, Pem.write(blocks));
        Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
        Durable.names(library);
    }

    /// What machines compare: SHA-256 of its certificate, hex.
    public String fingerprint() {
        try {
            return Certificates.fingerprint(certificate);
        } catch (CertificateException e) {
            throw new IllegalStateException(e); // it was read from its encoding
        }
    }

    /// The workstation's sockets: TLS 1.3, with a certificate of their own, made now. Machines may
    /// come without one, to be enrolled; one of another authority is refused.
    ///
    /// @param refused told a sentence for each that is turned away, on any thread
    GateSockets sockets(Consumer<String> refused) throws IOException {
        var pair = Certificates.newKey();
        var own = issue(CertificateProfile.WORKSTATION, WORKSTATION, pair.getPublic());
        var credentials = new Credentials(pair.getPrivate(), List.of(own, certificate));
        return new GateSockets(credentials.context(new MachineTrust(certificate, refused)));
    }

    /// The ticket of a run.
    public Ticket ticket(RunId run) {
        return new Ticket(run.text(), fingerprint(), secret(run.text()));
    }

    /// What the members of a run's swarm know, hex: the same when a run is taken up again.
    public String swarmKey(RunId run) {
        return sealed("swarm " + run.text());
    }

    /// Whether a ticket was made here, for whatever run.
    boolean made(Ticket ticket) {
        return MessageDigest.isEqual(
                secret(ticket.run()).getBytes(StandardCharsets.US_ASCII),
                ticket.secret().getBytes(StandardCharsets.US_ASCII));
    }

    /// Vouches for a machine.
    ///
    /// @param id its common name
    X509Certificate certify(String id, PublicKey machine) throws IOException {
        return issue(CertificateProfile.MACHINE, id, machine);
    }

    /// What the technician compares with the machine's screen.
    String code(PublicKey machine) {
        return ShortCode.of(certificate, machine);
    }

    private X509Certificate issue(CertificateProfile profile, String name, PublicKey subject)
            throws IOException {
        var until = Instant.now().plus(CERTIFICATE_LIFE);
        return Certificates.issue(profile, name, subject, NAME, key, until);
    }

    /// Nothing about tickets is kept: the secret follows from the authority's key and the run.
    private String secret(String run) {
        return sealed("ticket " + run);
    }

    private String sealed(String what) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            byte[] sealed = mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sealed, 0, SECRET);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    static PrivateKey privateKey(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    static byte[] encoded(X509Certificate certificate) throws IOException {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IOException("a certificate cannot be written: " + e.getMessage(), e);
        }
    }

    private static byte[] block(Map<String, byte[]> blocks, String label) {
        return blocks.getOrDefault(label, new byte[0]);
    }
}
