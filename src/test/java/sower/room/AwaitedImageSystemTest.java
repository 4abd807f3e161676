package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.capture.MasterDisk;
import sower.image.ImageLibrary;
import sower.image.Staging;

/// Machines that are there before their image.
@Tag("system")
class AwaitedImageSystemTest {
    private static final Pattern LINE = Pattern.compile("--workstation (\\S+) --ticket (\\S+)");

    @TempDir private Path folder;

    @Test
    void aMachineWaitsForAnImageThatIsStillBeingCaptured() throws Exception {
        var master = MasterDisk.make(folder.resolve("master.img"));
        var target = Files.write(folder.resolve("target.img"), new byte[16 << 20]);
        var library = new ImageLibrary(folder.resolve("library"));
        Captured.by(folder, master, library.root(), "lab");
        var inWork = library.stage("lab"); // somebody captures its second version

        try (var deploy = deploy("lab", "--release-when", "1", "--listen", "127.0.0.1:0")) {
            deploy.awaitSaid("waiting for lab", 20);
            var line = LINE.matcher(deploy.said());
            assertTrue(line.find(), deploy.said());
            try (var agent = agent(line.group(1), line.group(2), target)) {
                deploy.awaitSaid("one is here and waits for lab", 20);
                agent.awaitSaid("waits for the image lab, which is still being captured", 20);

                publish(library, inWork);

                assertEquals(0, agent.exitCode(60), agent.said() + deploy.said());
            }
            assertEquals(0, deploy.exitCode(30), deploy.said());
            var run = "rehearsing lab@2 at " + line.group(1);
            assertTrue(deploy.said().contains(run), deploy.said());
            assertEquals(2, deploy.said().split(Pattern.quote(line.group()), -1).length - 1);
        }
        inWork.close();
    }

    @Test
    void anOlderVersionIsNotSentWhenTheCaptureEndsWithoutAnImage() throws Exception {
        var master = MasterDisk.make(folder.resolve("master.img"));
        var library = new ImageLibrary(folder.resolve("library"));
        Captured.by(folder, master, library.root(), "lab");
        var inWork = library.stage("lab");

        try (var deploy = deploy("lab", "--release-when", "1", "--listen", "127.0.0.1:0")) {
            deploy.awaitSaid("waiting for lab", 20);

            inWork.close();

            assertEquals(1, deploy.exitCode(20), deploy.said());
            assertTrue(
                    deploy.said().contains("The capture of lab ended without an image"),
                    deploy.said());
        }
    }

    @Test
    void aVersionThatIsThereDoesNotWaitForTheNextOne() throws Exception {
        var master = MasterDisk.make(folder.resolve("master.img"));
        var library = new ImageLibrary(folder.resolve("library"));
        Captured.by(folder, master, library.root(), "lab");

        try (var _ = library.stage("lab");
                var deploy = deploy("lab@1", "--listen", "127.0.0.1:0")) {
            deploy.awaitSaid("rehearsing lab", 20);
        }
    }

    @Test
    void anImageThatNobodyCapturesIsNotWaitedFor() throws Exception {
        try (var deploy = deploy("nothing")) {
            assertEquals(1, deploy.exitCode(20), deploy.said());
            assertTrue(deploy.said().contains("nothing"), deploy.said());
        }
    }

    /// What a capture would have come to: the same bytes once more.
    private static void publish(ImageLibrary library, Staging inWork) throws IOException {
        var first = library.open("lab");
        for (var volume : first.manifest().volumes()) {
            for (var file : List.of(first.packed(volume), first.torrent(volume))) {
                if (Files.exists(file)) {
                    Files.copy(file, inWork.directory().resolve(file.getFileName()));
                }
            }
        }
        inWork.publish(first.manifest());
    }

    private SowerProcess agent(String workstation, String ticket, Path target) throws Exception {
        return SowerProcess.start(
                folder,
                "",
                "target",
                "--workstation",
                workstation,
                "--ticket",
                ticket,
                "--name",
                "one",
                "--listen",
                "127.0.0.1",
                "--among",
                target.toString());
    }

    private SowerProcess deploy(String image, String... args) throws Exception {
        var all = new ArrayList<>(List.of("deploy", image, "--await"));
        all.addAll(List.of(args));
        all.addAll(List.of("--library", folder + "/library", "--peer-port", "0"));
        return SowerProcess.start(folder, "", all.toArray(String[]::new));
    }
}
