package sower.enrol;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import sower.disk.RefusedException;
import sower.enrol.EnrolledMachine.State;
import sower.metainfo.Sha256;

/// The door of one run: who shows its ticket is let in, who has none waits for the technician.
/// Whatever is refused is told, once for each sentence. Any thread may call.
public final class Gate {
    private static final int MOST_TOLD = 1000; // whoever knocks cannot fill the record

    private final SiteAuthority authority;
    private final EnrolledMachines machines;
    private final RunId run;
    private final InstantSource clock;
    private final Consumer<String> refused;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Map<String, String> codes = new ConcurrentHashMap<>(); // by key: they cost time

    /// @param refused told a sentence for each that is turned away, on any thread
    public Gate(
            SiteAuthority authority,
            EnrolledMachines machines,
            RunId run,
            InstantSource clock,
            Consumer<String> refused) {
        this.authority = authority;
        this.machines = machines;
        this.run = run;
        this.clock = clock;
        this.refused = refused;
    }

    /// The workstation's sockets.
    public GateSockets sockets() throws IOException {
        return authority.sockets(this::tell);
    }

    /// A machine asks to be let in.
    ///
    /// @throws IOException when it makes no sense, or the machine cannot be filed
    public EnrolmentAnswer enrol(InetAddress from, Enrolment request) throws IOException {
        var name = request.identity().name();
        for (var stranger : request.strangers()) {
            tell("%s at %s reports: %s".formatted(name, from.getHostAddress(), stranger));
        }
        byte[] encoded = Base64.getDecoder().decode(request.key());
        var key = key(encoded);
        var hash = HexFormat.of().formatHex(Sha256.of(encoded));
        var ticket = request.ticket();
        try {
            if (ticket.isEmpty()) {
                return withoutTicket(from, request, key, hash);
            }
            checkTicket(ticket);
            return let(file(from, request, State.ENROLLED, "", hash), key);
        } catch (RefusedException no) {
            var sentence = String.valueOf(no.getMessage());
            tell("%s at %s was turned away: %s".formatted(name, from.getHostAddress(), sentence));
            return EnrolmentAnswer.refused(sentence);
        }
    }

    private EnrolmentAnswer withoutTicket(
            InetAddress from, Enrolment request, PublicKey key, String hash) throws IOException {
        if (codes.size() > MOST_TOLD) {
            throw new RefusedException("too many machines wait to be enrolled");
        }
        var code = codes.computeIfAbsent(hash, _ -> authority.code(key));
        var machine = file(from, request, State.WAITING, code, hash);
        return switch (machines.asks(machine)) {
            case WAITING -> EnrolmentAnswer.await("waits until the technician confirms the code");
            case APPROVED, ENROLLED -> let(machine.as(State.ENROLLED, clock.millis()), key);
        };
    }

    private void checkTicket(String text) throws RefusedException {
        Ticket ticket;
        try {
            ticket = Ticket.parse(text);
        } catch (IllegalArgumentException garbled) {
            throw new RefusedException("the ticket is none");
        }
        if (!authority.made(ticket)) {
            throw new RefusedException("the ticket was not made by this workstation");
        }
        if (!ticket.run().equals(run.text())) {
            throw new RefusedException(
                    "the ticket is of run %s, which is over; this is run %s"
                            .formatted(ticket.run(), run));
        }
    }

    private EnrolmentAnswer let(EnrolledMachine machine, PublicKey key) throws IOException {
        var certificate = authority.certify(machine.id(), key);
        machines.enrol(machine);
        return EnrolmentAnswer.enrolled(
                Base64.getEncoder().encodeToString(SiteAuthority.encoded(certificate)));
    }

    private EnrolledMachine file(
            InetAddress from, Enrolment request, State state, String code, String hash) {
        long now = clock.millis();
        return new EnrolledMachine(
                request.identity(), state, code, hash, from.getHostAddress(), now, now);
    }

    /// Who shows a certificate of this site's authority.
    ///
    /// @return the machine's id; empty for one that was forgotten, or enrolled anew since
    public Optional<String> admit(InetAddress from, X509Certificate certificate)
            throws IOException {
        var id = Certificates.commonName(certificate);
        var key = HexFormat.of().formatHex(Sha256.of(certificate.getPublicKey().getEncoded()));
        if (machines.knows(id, key)) {
            return Optional.of(id);
        }
        tell(
                "a machine at %s was turned away: its certificate is not on the list any more"
                        .formatted(from.getHostAddress()));
        return Optional.empty();
    }

    /// Who shows none, and wants more than to be enrolled.
    ///
    /// @return empty
    public Optional<String> anonymous(InetAddress from) {
        tell("%s was turned away: it shows no certificate".formatted(from.getHostAddress()));
        return Optional.empty();
    }

    /// A machine that was admitted has been heard of.
    public void seen(InetAddress from, String id) throws IOException {
        machines.seen(id, from.getHostAddress(), clock.millis());
    }

    private void tell(String sentence) {
        if (told.size() < MOST_TOLD && told.add(sentence)) {
            refused.accept(sentence);
        }
    }

    private static PublicKey key(byte[] encoded) throws IOException {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IOException("the machine shows no key", e);
        }
    }
}
