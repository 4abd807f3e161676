package sower.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.control.LoopbackRoom;
import sower.control.RoomClient;
import sower.deploy.Assignment;
import sower.deploy.Roster;
import sower.deploy.RunEvent;
import sower.enrol.EnrolmentAnswer.Step;
import sower.enrol.MachineCredentials;
import sower.enrol.MachineIdentity;
import sower.record.RunLog;

/// `sower machines` and `sower run` beside a workstation that is running: other programs' view of
/// the same library.
class RoomCommandsTest {
    private static final MachineIdentity ONE =
            new MachineIdentity("one", "S1", List.of("02:00:00:00:00:01"), List.of("D1"));

    @TempDir private Path folder;
    private LoopbackRoom room;

    private record Outcome(int code, String said) {}

    @BeforeEach
    void open() throws IOException {
        room = LoopbackRoom.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        room.close();
    }

    @Test
    void aMachineThatWaitsIsListedApprovedAndForgotten() throws IOException {
        var machine = MachineCredentials.inMemory(Optional.empty());
        try (var client = new RoomClient(room.address(), machine, _ -> {})) {
            assertEquals(Step.WAIT, client.enrol(ONE).step());
            var code = machine.code().orElseThrow();
            var waiting = sower("machines", "list");
            assertTrue(waiting.said.contains("its screen shows " + code), waiting.said);

            assertEquals(3, sower("machines", "approve", "0000-0000").code);
            assertEquals(
                    new Outcome(0, "approved: one may take part\n"),
                    sower("machines", "approve", code));

            assertEquals(Step.ENROLLED, client.enrol(ONE).step());
        }
        var listed = sower("machines", "list");
        assertTrue(listed.said.contains(ONE.id()) && listed.said.contains("enrolled"), listed.said);
        assertTrue(sower("machines", "list", "--json").said.contains("\"serial\" : \"S1\""));
        assertEquals(0, sower("machines", "forget", ONE.id()).code);
        assertEquals(3, sower("machines", "forget", ONE.id()).code);
        assertEquals("no machine has asked yet\n", sower("machines", "list").said);
    }

    @Test
    void aRunThatHasNotEndedHasATicketAndARecord() throws IOException {
        assertEquals(3, sower("machines", "ticket").code, "there is none");
        var run = room.run().text();
        var began =
                new RunEvent.Began(
                        1,
                        run,
                        "lab",
                        "",
                        "signed",
                        "only",
                        false,
                        "127.0.0.1 1",
                        1,
                        Assignment.PLAIN,
                        Roster.EVERYBODY);
        try (var log = RunLog.begin(room.library().root(), began)) {
            log.record(new RunEvent.Refused(2, "a stranger was turned away"));

            assertEquals(new Outcome(0, room.ticket() + "\n"), sower("machines", "ticket"));
            var list = sower("run", "list");
            assertTrue(list.said.contains(run) && list.said.contains("not ended"), list.said);
            var shown = sower("run", "show", run);
            assertTrue(shown.said.contains("refused: a stranger was turned away"), shown.said);
            var pdf = folder.resolve("report.pdf");
            assertEquals(0, sower("run", "show", run, "--pdf", pdf.toString()).code);
            assertTrue(Files.readString(pdf, StandardCharsets.ISO_8859_1).startsWith("%PDF-"));
            assertTrue(sower("run", "show", run, "--csv").said.startsWith("run,image,"));
            log.record(new RunEvent.Ended(3, false, List.of()));
        }
        assertEquals(3, sower("machines", "ticket").code, "it has expired with the run");
        assertEquals(2, sower("run", "show", "../site-ca").code);
        assertEquals(1, sower("deploy", "--resume", run).code);
        assertEquals(1, sower("run", "show", "20200101-000000-0000").code);
    }

    @Test
    void aRoomIsASetOfMachinesThatIsKept() {
        assertEquals(1, sower("machines", "room", "lab1").code, "there is none");
        assertEquals(2, sower("machines", "room", "../lab1", "pc-1").code);
        var lab = new Outcome(0, "lab1: pc-1, 02:00:00:00:00:02\n");
        assertEquals(lab, sower("machines", "room", "lab1", "pc-1", "02:00:00:00:00:02"));
        assertEquals(lab, sower("machines", "room", "lab1"));
        sower("machines", "room", "attic", "S3");
        assertEquals(new Outcome(0, "attic: S3\n" + lab.said), sower("machines", "room"));
        var unknown = sower("deploy", "lab", "--room", "cellar");
        assertEquals(1, unknown.code);
        assertTrue(unknown.said.contains("there is no room of that name"), unknown.said);
    }

    @Test
    void wrongWordsAreToldAsWrongUsage() {
        assertEquals(2, sower("deploy").code);
        assertEquals(2, sower("deploy", "lab", "--resume", "x").code);
        assertEquals(2, run("target").code);
        assertEquals(2, run("target", "--workstation", "a b").code);
        var nonsense = run("target", "--workstation", "127.0.0.1", "--ticket", "x");
        assertEquals(2, nonsense.code);
        assertTrue(nonsense.said.contains("no ticket"), nonsense.said);
        assertEquals(3, run("target", "--ezio", "192.0.2.1:50051").code);
    }

    private Outcome sower(String... words) {
        var all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--library";
        all[words.length + 1] = room.library().root().toString();
        return run(all);
    }

    private static Outcome run(String... words) {
        var said = new StringWriter();
        var out = new PrintWriter(said, true);
        return new Outcome(CommandLineProgram.run(out, out, words), said.toString());
    }
}
