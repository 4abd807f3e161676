package sower.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `sower swarm`: what the swarms on this machine are doing.
@Command(
        name = "swarm",
        mixinStandardHelpOptions = true,
        description = {
            "Show the swarms of this user's seed, deploy, restore and target on this machine.",
            "What root runs, only root sees."
        })
final class SwarmCommand implements Callable<Integer> {
    @Option(names = "--watch", description = "Show it anew every second, until Ctrl-C or the end.")
    private boolean watch;

    @Option(
            names = "--from",
            paramLabel = "DIR",
            hidden = true,
            description = "Where the programs are found (default: this user's own folder).")
    private Path folder = SwarmDoor.usualFolder();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var view = new SwarmView(folder, spec.commandLine().getOut());
        if (!view.show()) {
            throw new IOException(
                    "Nothing to see: no seed, deploy, restore or target of this user runs on this machine.");
        }
        try (var interruption = new Interruption()) {
            view.follow(() -> !watch || interruption.getAsBoolean());
            return 0;
        }
    }
}
