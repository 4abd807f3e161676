package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sower.disk.LocalDisks;
import sower.restore.RestoreProgress;
import sower.target.RoomAgent;
import sower.target.Survey;

/// `sower target`: the program on a machine of the room.
@Command(
        name = "target",
        mixinStandardHelpOptions = true,
        description = {
            "Tell a workstation what this machine is, wait until the run is released, then write.",
            "Which disk is written, the workstation's rule says (sower deploy --disk)."
        })
final class TargetCommand implements Callable<Integer> {
    @Option(
            names = "--workstation",
            paramLabel = "URL",
            required = true,
            description = "The workstation, such as http://192.168.0.10:6969.")
    private String workstation;

    @Mixin private MachineOptions machineOptions;

    @Option(names = "--loops", description = "Loop devices count as disks of this machine.")
    private boolean loops;

    @Option(
            names = "--among",
            paramLabel = "DEVICE",
            description =
                    "Only this disk (or loop device, or image file) may be considered; repeatable.")
    private List<Path> among = List.of();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var view = new View(spec.commandLine().getErr());
        try (var interruption = new Interruption()) {
            var agent =
                    new RoomAgent(
                            workstation,
                            machineOptions.name(),
                            new Survey(LocalDisks.of(), loops, among),
                            machineOptions.engine(),
                            view,
                            interruption);
            try {
                var proof = agent.run();
                view.end();
                spec.commandLine()
                        .getOut()
                        .printf(
                                "this machine is written: %,d bytes in %d pieces read back, all right (%s)%n",
                                proof.bytes(), proof.pieces(), proof.hash());
                return 0;
            } catch (CancellationException e) {
                view.end();
                spec.commandLine().getErr().println("sower: stopped" + view.state());
                return CommandLineProgram.CANCELLED;
            } catch (IOException e) {
                view.end();
                throw e;
            }
        }
    }

    /// Sentences, each once, and then the restore's line.
    private static final class View implements RoomAgent.Listener {
        private final PrintWriter err;
        private final RestoreLine line;
        private String said = "";
        private volatile boolean writing;

        View(PrintWriter err) {
            this.err = err;
            this.line = new RestoreLine(err);
        }

        @Override
        public void says(String sentence) {
            if (!sentence.equals(said)) {
                said = sentence;
                err.println(RehearsalText.plain(sentence));
                err.flush();
            }
        }

        @Override
        public void accept(RestoreProgress progress) {
            writing = true;
            line.accept(progress);
        }

        String state() {
            return writing ? "; the disk is not usable as it is" : "; nothing was written";
        }

        void end() {
            line.end();
        }
    }
}
