package sower.enrol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import sower.image.Durable;

/// A machine's key pair, whom it trusts, and the certificate once it has one. In memory, or kept in
/// a folder, so that the machine need not be enrolled again. Any thread may call.
public final class MachineCredentials {
    private static final String FILE = "machine.pem";
    private static final String PUBLIC_KEY = "PUBLIC KEY"; // X.509

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final PinnedAuthority trust;
    private final Optional<Ticket> ticket;
    private final @Nullable Path folder;
    private final List<String> strangers = new ArrayList<>(); // guarded by this
    private @Nullable X509Certificate certificate; // guarded by this

    private MachineCredentials(
            PrivateKey privateKey,
            PublicKey publicKey,
            Optional<Ticket> ticket,
            String authority,
            @Nullable Path folder,
            @Nullable X509Certificate certificate) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.ticket = ticket;
        this.trust = new PinnedAuthority(authority);
        this.folder = folder;
        this.certificate = certificate;
    }

    /// New ones, forgotten with this program.
    public static MachineCredentials inMemory(Optional<Ticket> ticket) {
        return fresh(ticket, null);
    }

    /// Those of a folder; new ones where there are none, or the ticket is another site's.
    ///
    /// @param folder is made if it is not there
    public static MachineCredentials kept(Path folder, Optional<Ticket> ticket) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return fresh(ticket, folder);
        }
        var labels = new String[] {Pem.PRIVATE_KEY, PUBLIC_KEY, Pem.CERTIFICATE, Pem.AUTHORITY};
        var blocks = Pem.read(file, labels);
        try {
            var authority = Certificates.read(block(blocks, Pem.AUTHORITY));
            var known = Certificates.fingerprint(authority);
            if (ticket.isPresent() && !ticket.get().authority().equals(known)) {
                return fresh(ticket, folder);
            }
            var key = new X509EncodedKeySpec(block(blocks, PUBLIC_KEY));
            return new MachineCredentials(
                    SiteAuthority.privateKey(block(blocks, Pem.PRIVATE_KEY)),
                    KeyFactory.getInstance("EC").generatePublic(key),
                    ticket,
                    known,
                    folder,
                    Certificates.read(block(blocks, Pem.CERTIFICATE)));
        } catch (GeneralSecurityException damaged) {
            throw new IOException(file + " is damaged; delete it", damaged);
        }
    }

    private static MachineCredentials fresh(Optional<Ticket> ticket, @Nullable Path folder) {
        var pair = Certificates.newKey();
        var authority = ticket.map(Ticket::authority).orElse("");
        return new MachineCredentials(
                pair.getPrivate(), pair.getPublic(), ticket, authority, folder, null);
    }

    /// Whether it has a certificate in this name.
    public synchronized boolean enrolledAs(String id) {
        return certificate != null && Certificates.commonName(certificate).equals(id);
    }

    /// The question that leads to one.
    public synchronized Enrolment request(MachineIdentity identity) {
        return new Enrolment(
                identity,
                Base64.getEncoder().encodeToString(publicKey.getEncoded()),
                ticket.map(Ticket::toString).orElse(""),
                strangers);
    }

    /// The workstation has issued a certificate.
    public void enrolled(EnrolmentAnswer answer) throws IOException {
        var issued = Certificates.read(Base64.getDecoder().decode(answer.certificate()));
        var authority = trust.met();
        if (authority == null) {
            throw new IOException("the workstation has not shown its authority");
        }
        synchronized (this) {
            certificate = issued;
        }
        if (folder != null) {
            keep(folder, issued, authority);
        }
    }

    private void keep(Path where, X509Certificate issued, X509Certificate authority)
            throws IOException {
        Map<String, byte[]> blocks = new LinkedHashMap<>();
        blocks.put(Pem.PRIVATE_KEY, privateKey.getEncoded());
        blocks.put(PUBLIC_KEY, publicKey.getEncoded());
        blocks.put(Pem.CERTIFICATE, SiteAuthority.encoded(issued));
        blocks.put(Pem.AUTHORITY, SiteAuthority.encoded(authority));
        var hidden = where.resolve(FILE + ".new");
        Files.deleteIfExists(hidden);
        Durable.createHidden(hidden, Pem.write(blocks));
        Files.move(
                hidden,
                where.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// Its certificate is worth nothing any more.
    public synchronized void forget() {
        certificate = null;
    }

    /// Somebody else answered at the workstation's address; told to the right one later.
    public synchronized void met(StrangerException stranger) {
        var sentence = String.valueOf(stranger.getMessage());
        if (!strangers.contains(sentence)) {
            strangers.add(sentence);
        }
    }

    /// What the person in front of this machine compares; empty until a workstation was met, and
    /// where a ticket makes it needless.
    public Optional<String> code() {
        var authority = trust.met();
        return authority == null || ticket.isPresent()
                ? Optional.empty()
                : Optional.of(ShortCode.of(authority, publicKey));
    }

    /// Sockets that trust the workstation alone, and show the certificate once there is one.
    public synchronized SocketFactory sockets() {
        var chain = certificate == null ? List.<X509Certificate>of() : List.of(certificate);
        return new ClientSockets(new Credentials(privateKey, chain).context(trust));
    }

    private static byte[] block(Map<String, byte[]> blocks, String label) {
        return blocks.getOrDefault(label, new byte[0]);
    }
}
