package sower.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.MasterDisk;
import sower.deploy.DiskRule;
import sower.deploy.Rehearsal.Late;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.enrol.RunId;
import sower.image.ImageLibrary;
import sower.record.RunRecord;

/// Runs of an image that has a later version.
class RunTest {
    private static final RunOrder ORDER =
            new RunOrder(
                    new DiskRule.Only(),
                    Late.WAIT,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    0);

    @TempDir private Path folder;
    private ImageLibrary library;
    private final RunId id = RunId.next(Instant.now(), new Random());

    @BeforeEach
    void captureTwice() throws IOException {
        library = new ImageLibrary(folder.resolve("library"));
        var master = MasterDisk.make(folder.resolve("master.img"));
        for (int i = 0; i < 2; i++) {
            CapturePlan plan;
            try (var source = BlockDevice.openSource(master)) {
                plan = CapturePlan.of(LocalDisks.of().at(master), source);
            }
            new Capture(plan, library, "lab", "", Capture.Options.of(false))
                    .run(progress -> {}, () -> false);
        }
    }

    @Test
    void anOlderVersionIsDeployedAndTakenUpAgain() throws IOException {
        String address;
        try (var run = Run.begin(library, library.open("lab@1"), id, ORDER, _ -> {})) {
            assertEquals("lab@1", run.image().exactName());
            address = run.invitation();
        }
        try (var run = Run.resume(library, id, _ -> {})) {
            assertEquals("lab@1", run.image().exactName());
            assertEquals(ticket(address), ticket(run.invitation()));
            assertEquals(2, run.end().size());
        }
        assertEquals("lab@1", RunRecord.of(library.root(), id.text()).image());

        var ended = assertThrows(IOException.class, () -> Run.resume(library, id, _ -> {}));
        assertTrue(ended.toString().contains("has ended"), ended.toString());
    }

    @Test
    void anImageThatWasChangedMeanwhileIsNotTakenUp() throws IOException {
        var image = library.open("lab@1");
        Run.begin(library, image, id, ORDER, _ -> {}).close();
        var manifest = image.directory().resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest) + "\n");

        var other = assertThrows(IOException.class, () -> Run.resume(library, id, _ -> {}));

        assertTrue(other.toString().contains("another image"), other.toString());
    }

    private static String ticket(String invitation) {
        return invitation.substring(invitation.lastIndexOf(' '));
    }
}
