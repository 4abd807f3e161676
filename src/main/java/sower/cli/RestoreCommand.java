package sower.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sower.control.ControlClient;
import sower.metainfo.Magnet;
import sower.metainfo.Metainfo;
import sower.restore.Proof;
import sower.swarm.EngineOptions;
import sower.target.MagnetMetainfo;
import sower.target.TargetAgent;
import sower.target.TorrentRestore;

/// `sower restore`: the target agent's core, started by hand.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Write what a workstation seeds, or one torrent, to a disk.",
            "The disk named with --to is overwritten."
        })
final class RestoreCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Origin origin;

    /// Where it comes from: one of both.
    static final class Origin {
        @Option(
                names = "--from",
                paramLabel = "URL",
                required = true,
                description = "The workstation, such as http://192.168.0.10:6969.")
        private @Nullable String workstation;

        @Option(
                names = "--torrent",
                paramLabel = "FILE|MAGNET",
                required = true,
                description = "A volume's torrent, or a magnet link; its trackers tell who has it.")
        private @Nullable String torrent;
    }

    @Option(
            names = "--volume",
            defaultValue = "",
            description =
                    "Only this volume, written to the beginning of --to (default: the whole image).")
    private String volume;

    @Option(
            names = "--to",
            paramLabel = "DEVICE",
            required = true,
            description = "The disk, partition or file to be overwritten.")
    private Path target;

    @Mixin private MachineOptions machineOptions;

    @Mixin private DiscoveryOptions discovery;

    @Option(
            names = "--leave",
            description = "End when done, without serving others until the room is done.")
    private boolean leave;

    @Option(
            names = "--peer",
            paramLabel = "HOST:PORT",
            description = "With --torrent: a peer to ask besides those of the tracker.")
    private List<String> peers = List.of();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "With --torrent: give up when nothing has come for so long (default: ${DEFAULT-VALUE}).")
    private int patience;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var line = new RestoreLine(spec.commandLine().getErr());
        try (var interruption = new Interruption();
                var _ = SwarmDoor.open("restore to " + target)) {
            try {
                var proof = run(line, interruption);
                line.end();
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%s is written: %,d bytes in %d pieces read back, all right (%s)%n",
                                target, proof.bytes(), proof.pieces(), proof.hash());
                return 0;
            } catch (CancellationException e) {
                line.end();
                spec.commandLine()
                        .getErr()
                        .println("sower: stopped; " + target + " is not usable as it is");
                return CommandLineProgram.CANCELLED;
            } catch (IOException e) {
                line.end();
                throw e;
            }
        }
    }

    private Proof run(RestoreLine line, BooleanSupplier cancelled) throws IOException {
        var options = machineOptions.engine().exchangingPeers(discovery.exchange());
        if (origin.torrent != null) {
            return restore(origin.torrent, options, cancelled).run(line, cancelled);
        }
        var job = new TargetAgent.Job(machineOptions.name(), volume, options, !leave);
        var from = Optional.ofNullable(origin.workstation).orElseThrow();
        var workstation = new ControlClient(from);
        var signature = workstation.signature();
        spec.commandLine().getErr().println("note: the image is " + signature.text());
        return new TargetAgent(workstation, target, job, line, cancelled).run();
    }

    private TorrentRestore restore(String torrent, EngineOptions options, BooleanSupplier cancelled)
            throws IOException {
        if (!Magnet.is(torrent)) {
            var metainfo = Metainfo.read(Files.readAllBytes(Path.of(torrent)));
            return restore(metainfo, options, peers);
        }
        var magnet = Magnet.parse(torrent);
        var all = new ArrayList<>(peers);
        all.addAll(magnet.peers());
        spec.commandLine()
                .getErr()
                .println("note: asking peers for the torrent of the magnet link");
        var metainfo =
                new MagnetMetainfo(magnet, options, patience, discovery.nearby())
                        .fetch(all, cancelled);
        return restore(metainfo, options, all);
    }

    private TorrentRestore restore(Metainfo metainfo, EngineOptions options, List<String> from)
            throws IOException {
        return new TorrentRestore(metainfo, target, options, patience, from, discovery.nearby());
    }
}
