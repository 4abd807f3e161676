package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sower.LoopDevice;

/// A run with one machine, two processes on this machine.
final class OneMachine {
    private OneMachine() {}

    /// Deploys the image `lab` until the machine has its proof.
    ///
    /// @param folder with the library in `library`
    /// @param options of `sower deploy`
    /// @return what the workstation said
    static String deployed(Path folder, Path target, int sectorSize, String... options)
            throws Exception {
        var library = folder.resolve("library").toString();
        var args = new ArrayList<>(List.of("deploy", "lab", "--library", library));
        args.addAll(List.of("--listen", "127.0.0.1:0", "--release-when", "1", "--peer-port", "0"));
        args.addAll(List.of(options));
        try (var disk = LoopDevice.of(target, "--sector-size", "" + sectorSize);
                var deploy = SowerProcess.start(folder, "", args.toArray(String[]::new))) {
            var ticket = deploy.afterWord("--ticket", 60);
            var joining = new ArrayList<>(List.of("target", "--ticket", ticket));
            joining.addAll(List.of("--workstation", deploy.afterWord("--workstation", 5)));
            joining.addAll(List.of("--among", disk.path().toString()));
            try (var agent = SowerProcess.start(folder, "", joining.toArray(String[]::new))) {
                assertEquals(0, agent.exitCode(120), agent.said() + deploy.said());
                assertEquals(0, deploy.exitCode(30), deploy.said());
            }
            return deploy.said();
        }
    }
}
