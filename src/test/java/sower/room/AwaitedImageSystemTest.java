package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/// A room that is there before its image.
@Tag("system")
class AwaitedImageSystemTest {
    private static final Pattern URL = Pattern.compile("http://[0-9.]+:[0-9]+");

    @TempDir private Path folder;

    @Test
    void machinesWaitForAnImageThatIsStillBeingCaptured() throws Exception {
        var master = MasterDisk.make(folder.resolve("master.img"));
        var target = Files.write(folder.resolve("target.img"), new byte[16 << 20]);
        var library = new ImageLibrary(folder.resolve("library"));
        Captured.by(folder, master, library.root(), "lab");
        var inWork = library.stage("lab"); // somebody captures its second version

        try (var deploy =
                start(
                        "deploy",
                        "lab",
                        "--await",
                        "--release-when",
                        "1",
                        "--listen",
                        "127.0.0.1:0")) {
            deploy.awaitSaid("waiting for lab", 20);
            var url = URL.matcher(deploy.said());
            assertTrue(url.find(), deploy.said());
            try (var agent = agent(url.group(), target)) {
                deploy.awaitSaid("one is here and waits for lab", 20);
                agent.awaitSaid("waits for the image lab, which is still being captured", 20);

                var first = library.open("lab");
                for (var volume : first.manifest().volumes()) {
                    for (var file : List.of(first.packed(volume), first.torrent(volume))) {
                        if (Files.exists(file)) {
                            Files.copy(file, inWork.directory().resolve(file.getFileName()));
                        }
                    }
                }
                inWork.publish(first.manifest());
                assertEquals(0, agent.exitCode(60), agent.said() + deploy.said());
            }
            assertEquals(0, deploy.exitCode(30), deploy.said());
            assertTrue(deploy.said().contains("rehearsing lab@2 at " + url.group()), deploy.said());
        }
        inWork.close();
    }

    private SowerProcess agent(String url, Path target) throws Exception {
        return SowerProcess.start(
                folder,
                "",
                "target",
                "--workstation",
                url,
                "--name",
                "one",
                "--listen",
                "127.0.0.1",
                "--among",
                target.toString());
    }

    private SowerProcess start(String... args) throws Exception {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--library", folder + "/library", "--peer-port", "0"));
        return SowerProcess.start(folder, "", all.toArray(String[]::new));
    }
}
