package sower.enrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.disk.RefusedException;
import sower.enrol.EnrolmentAnswer.Step;
import sower.image.ImageLibrary;

/// Who is let in, without any network: a site's authority, its list, and keys made here.
class GateTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final MachineIdentity ONE =
            new MachineIdentity("one", "S1", List.of("02:00:00:00:00:01"), List.of("D1"));

    @TempDir private Path folder;
    private final List<String> refused = new ArrayList<>();
    private final RunId run = RunId.next(Instant.EPOCH, new Random(1));
    private final KeyPair key = Certificates.newKey();
    private SiteAuthority authority;
    private EnrolledMachines machines;
    private Gate gate;

    @BeforeEach
    void makeSite() throws IOException {
        authority = SiteAuthority.of(folder);
        machines = EnrolledMachines.of(new ImageLibrary(folder));
        gate = new Gate(authority, machines, run, InstantSource.system(), refused::add);
    }

    @Test
    void theTicketOfThisRunLetsIn() throws IOException {
        var answer = gate.enrol(HERE, request(authority.ticket(run).toString()));

        assertEquals(Step.ENROLLED, answer.step());
        var issued = Certificates.read(Base64.getDecoder().decode(answer.certificate()));
        assertEquals(Optional.of(ONE.id()), gate.admit(HERE, issued));
        assertEquals(List.of(), refused);
    }

    @Test
    void anOldTicketIsRefusedInOneSentence() throws IOException {
        var old = RunId.next(Instant.EPOCH, new Random(2));

        var answer = gate.enrol(HERE, request(authority.ticket(old).toString()));

        assertEquals(Step.REFUSED, answer.step());
        var sentence = "the ticket is of run %s, which is over; this is run %s".formatted(old, run);
        assertEquals(sentence, answer.sentence());
        assertEquals(List.of("one at 127.0.0.1 was turned away: " + sentence), refused);
        assertEquals(List.of(), machines.list());
    }

    @Test
    void aForeignTicketAndAForgedOneAreRefused() throws IOException {
        var elsewhere = SiteAuthority.of(Files.createDirectories(folder.resolve("elsewhere")));
        var foreign = elsewhere.ticket(run);
        var forged = new Ticket(run.text(), authority.fingerprint(), "00".repeat(16));

        for (var ticket : List.of(foreign, forged)) {
            var answer = gate.enrol(HERE, request(ticket.toString()));
            assertEquals(Step.REFUSED, answer.step());
            assertEquals("the ticket was not made by this workstation", answer.sentence());
        }
        assertEquals(Step.REFUSED, gate.enrol(HERE, request("nonsense")).step());
        assertEquals(2, refused.size(), "each sentence once: " + refused);
    }

    @Test
    void aMachineWithoutTicketWaitsUntilItsCodeIsApproved() throws IOException {
        assertEquals(Step.WAIT, gate.enrol(HERE, request("")).step());
        var waiting = machines.list().getFirst();
        assertEquals(authority.code(key.getPublic()), waiting.code());
        assertEquals(Step.WAIT, gate.enrol(HERE, request("")).step());

        // another program speaks to this one through the folder
        EnrolledMachines.of(new ImageLibrary(folder)).approve(waiting.code(), 0);

        assertEquals(Step.ENROLLED, gate.enrol(HERE, request("")).step());
        assertEquals(
                List.of(EnrolledMachine.State.ENROLLED),
                machines.list().stream().map(EnrolledMachine::state).toList());
    }

    @Test
    void anApprovalHoldsForOneKeyOnly() throws IOException {
        gate.enrol(HERE, request(""));
        machines.approve(machines.list().getFirst().code(), 0);

        var other = new Enrolment(ONE, encoded(Certificates.newKey()), "", List.of());

        assertEquals(Step.WAIT, gate.enrol(HERE, other).step());
    }

    @Test
    void aCodeThatNoMachineShowsIsRefused() {
        for (var code : List.of("0000-0000", "../../x", "")) {
            assertThrows(RefusedException.class, () -> machines.approve(code, 0));
        }
    }

    @Test
    void whoStandsBetweenShowsAnotherCode() throws IOException {
        var between = SiteAuthority.of(Files.createDirectories(folder.resolve("between")));

        assertNotEquals(authority.code(key.getPublic()), between.code(key.getPublic()));
        assertTrue(authority.code(key.getPublic()).matches("[0-9a-z]{4}-[0-9a-z]{4}"));
    }

    @Test
    void aForgottenMachineIsNotAdmittedAnyMore() throws IOException {
        var answer = gate.enrol(HERE, request(authority.ticket(run).toString()));
        var issued = Certificates.read(Base64.getDecoder().decode(answer.certificate()));

        assertTrue(machines.forget(ONE.id()));

        assertEquals(Optional.empty(), gate.admit(HERE, issued));
        assertEquals(1, refused.size());
    }

    @Test
    void ticketsAreReadAsTheyAreWritten() {
        var ticket = authority.ticket(run);

        assertEquals(ticket, Ticket.parse(ticket.toString()));
        assertThrows(IllegalArgumentException.class, () -> Ticket.parse(ticket.run()));
        assertThrows(IllegalArgumentException.class, () -> Ticket.parse("../a." + "A".repeat(64)));
    }

    @Test
    void theAuthorityIsMadeOnceForItsOwnersEyesOnly() throws IOException {
        assertEquals(authority.fingerprint(), SiteAuthority.of(folder).fingerprint());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("site-ca.pem"))));
    }

    private Enrolment request(String ticket) {
        return new Enrolment(ONE, encoded(key), ticket, List.of());
    }

    private static String encoded(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }
}
