package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// One image brought to one disk through the swarm: two processes on this machine.
public final class Delivery {
    private Delivery() {}

    /// Seeds an image until a machine has it.
    ///
    /// @param folder for what the processes say
    /// @param title of the image, such as `lab@2`
    /// @param target a disk or a file
    public static void run(Path folder, Path library, String title, Path target) throws Exception {
        var seeding =
                new String[] {
                    "seed",
                    title,
                    "--library",
                    library.toString(),
                    "--listen",
                    "127.0.0.1:0",
                    "--peer-port",
                    "0",
                    "--until-done",
                    "1"
                };
        try (var seed = SowerProcess.start(folder, "", seeding)) {
            seed.awaitSaid("on a machine", 20);
            var url = Pattern.compile("http://[0-9.:]+").matcher(seed.said());
            assertTrue(url.find(), seed.said());
            var restoring =
                    new String[] {"restore", "--from", url.group(), "--to", target.toString()};
            try (var restore = SowerProcess.start(folder, "", restoring)) {
                assertEquals(0, restore.exitCode(60), restore.said());
            }
        }
    }
}
