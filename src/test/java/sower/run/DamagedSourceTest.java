package sower.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.capture.Capture;
import sower.control.ControlAddress;
import sower.control.LoopbackRoom;
import sower.deploy.DiskRule;
import sower.deploy.Hello;
import sower.deploy.Phase;
import sower.deploy.Phrasebook;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RoomPlan;
import sower.deploy.RunEvent;
import sower.deploy.Told;
import sower.disk.LocalDisks;
import sower.enrol.MachineCredentials;
import sower.enrol.MachineIdentity;
import sower.enrol.RunId;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.metainfo.Metainfo;
import sower.metainfo.Span;
import sower.record.RunLog;
import sower.record.RunRecord;
import sower.report.ReportWords;
import sower.report.RunReport;
import sower.restore.RestoreProgress;
import sower.swarm.EngineOptions;
import sower.target.RoomAgent;
import sower.target.Survey;

/// The only source of a run decays while it is sent: the machine that is sent it says which bytes.
class DamagedSourceTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final RunOrder ORDER =
            new RunOrder(
                    new DiskRule.Only(),
                    Late.WAIT,
                    new InetSocketAddress(HERE, 0),
                    /* peerPort= */ 0);

    @TempDir private Path folder;
    private final RunId id = RunId.next(Instant.now(), new Random());

    @Test
    void theMachineNamesTheBytesAndWhoseTheyAre() throws IOException {
        var image = LoopbackRoom.captured(folder, Capture.Options.of(false).compressed(false));
        var library = new ImageLibrary(folder.resolve("library"));
        var disk = Files.write(folder.resolve("target.img"), new byte[16 << 20]);
        String warning;
        try (var run = Run.begin(library, image, id, ORDER, _ -> {})) {
            warning = damage(image, run.deployment().port());

            var failure = assertThrows(IOException.class, () -> agent(run, disk).run());

            assertTrue(failure.toString().contains("no longer has its hash"), failure.toString());
            var machine = run.deployment().snapshot().machines().getFirst();
            assertEquals(Phase.FAILED, machine.phase());
            assertEquals(List.of(warning), machine.warnings());
            run.rehearsal().end("over");
            run.end();
        }

        assertEquals(List.of(warning), warned(library));
        var record = RunRecord.of(library.root(), id.text());
        assertEquals(List.of(warning), record.machines().getFirst().warnings());
        assertTrue(notes(record, Locale.ENGLISH).contains(warning));
        assertTrue(
                notes(record, Locale.TAIWAN)
                        .contains(Phrasebook.in(Locale.TAIWAN).translate(warning).orElseThrow()));
    }

    /// Its first piece, as a disk does it by itself.
    ///
    /// @param port of the workstation's BitTorrent end
    /// @return what is to be told
    private static String damage(Image image, int port) throws IOException {
        var volume =
                image.manifest().volumes().stream()
                        .filter(each -> each.filesystem().equals("ext4"))
                        .findFirst()
                        .orElseThrow();
        var metainfo = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
        try (var raw = new RandomAccessFile(image.raw(volume).toFile(), "rw")) {
            raw.seek(metainfo.extents().getFirst().offset());
            int before = raw.read();
            raw.seek(metainfo.extents().getFirst().offset());
            raw.write(before ^ 1);
        }
        var bytes = Span.of(metainfo, 0);
        var peer = HERE.getHostAddress() + ":" + port;
        return Told.DAMAGED_HERE.words(bytes.begin(), bytes.end(), volume.name(), peer);
    }

    private static RoomAgent agent(Run run, Path disk) throws IOException {
        var survey = new Survey(LocalDisks.of(), false, List.of(disk));
        var inventory = survey.inventory();
        var hello = new Hello(MachineIdentity.of("one", inventory).id(), "one", inventory);
        run.rehearsal().hello(HERE, hello);
        assertEquals(1, run.rehearsal().release(run.rehearsal().snapshot()).size());
        return new RoomAgent(
                ControlAddress.parse(run.room().address()),
                MachineCredentials.inMemory(Optional.of(run.ticket())),
                "one",
                survey,
                EngineOptions.target(HERE, 0).withMemory(16 << 20),
                new Unseen(),
                () -> false);
    }

    private List<String> warned(ImageLibrary library) throws IOException {
        return RunLog.events(library.root(), id.text()).stream()
                .flatMap(event ->
                        event instanceof RunEvent.Warned(_, _, var sentence)
                                ? Stream.of(sentence)
                                : Stream.of())
                .toList();
    }

    private static String notes(RunRecord record, Locale language) {
        var words = new ReportWords(language, language, ZoneOffset.UTC);
        return RunReport.of(record, RoomPlan.none(""), words).rows().getFirst().notes();
    }

    /// A screen that nobody looks at.
    private static final class Unseen implements RoomAgent.Listener {
        @Override
        public void says(String sentence) {}

        @Override
        public void accept(RestoreProgress progress) {}
    }
}
