package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sower.control.ControlAddress;
import sower.disk.LocalDisks;
import sower.enrol.MachineCredentials;
import sower.enrol.Ticket;
import sower.ezio.EzioServer;
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
    private static final long POLL_MILLIS = 200;

    @Option(
            names = "--workstation",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description = "The workstation, such as 192.168.0.10:6969.")
    private @Nullable ControlAddress workstation;

    @Option(
            names = "--ezio",
            paramLabel = "HOST:PORT",
            converter = AddressConverter.class,
            description =
                    "Open EZIO's gRPC service there, for its own tools; loopback only, such as 127.0.0.1:50051.")
    private @Nullable ControlAddress ezio;

    @Option(
            names = "--ticket",
            paramLabel = "TICKET",
            converter = TicketConverter.class,
            description =
                    "What 'sower deploy' prints; without one, the technician confirms a code at the workstation.")
    private @Nullable Ticket ticket;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Keep this machine's key and certificate there, so that it need not be enrolled again (default: nowhere).")
    private @Nullable Path state;

    @Mixin private MachineOptions machineOptions;

    @Option(names = "--loops", description = "Loop devices count as disks of this machine.")
    private boolean loops;

    @Option(
            names = "--among",
            paramLabel = "DEVICE",
            description =
                    "Only this disk (or loop device, or image file) may be considered; repeatable.")
    private List<Path> among = List.of();

    @Option(
            names = "--may-power",
            description =
                    "The workstation may start this machine anew or switch it off, when it does not write.")
    private boolean mayPower;

    @Spec private CommandSpec spec;

    /// So that an address that makes no sense is told as wrong usage.
    static final class AddressConverter implements ITypeConverter<ControlAddress> {
        @Override
        public ControlAddress convert(String text) {
            try {
                return ControlAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /// The same for a ticket.
    static final class TicketConverter implements ITypeConverter<Ticket> {
        @Override
        public Ticket convert(String text) {
            try {
                return Ticket.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    private MachineCredentials credentials() throws IOException {
        var shown = Optional.ofNullable(ticket);
        return state == null
                ? MachineCredentials.inMemory(shown)
                : MachineCredentials.kept(state, shown);
    }

    @Override
    public Integer call() throws IOException {
        try (var _ = SwarmDoor.open("target")) {
            return run();
        }
    }

    private int run() throws IOException {
        var service = ezio;
        if (service == null) {
            return room();
        }
        var listen = new InetSocketAddress(service.host(), service.port());
        try (var server = EzioServer.open(listen, machineOptions.engine())) {
            spec.commandLine().getErr().println("EZIO's service is open at " + service);
            return workstation == null ? serve(server) : room();
        }
    }

    /// Until somebody shuts the service down.
    private int serve(EzioServer server) throws IOException {
        try (var interruption = new Interruption()) {
            while (!server.isShutDown(POLL_MILLIS)) {
                if (interruption.getAsBoolean()) {
                    return CommandLineProgram.CANCELLED;
                }
            }
            return 0;
        }
    }

    private int room() throws IOException {
        var address = workstation;
        if (address == null) {
            throw new ParameterException(
                    spec.commandLine(), "say where the --workstation is, or open --ezio");
        }
        var view = new View(spec.commandLine().getErr());
        var survey = new Survey(LocalDisks.of(), loops, among);
        try (var interruption = new Interruption()) {
            var agent =
                    new RoomAgent(
                            address,
                            credentials(),
                            machineOptions.name(),
                            mayPower ? survey.withPower() : survey,
                            machineOptions.engine(),
                            view,
                            interruption);
            try {
                return written(agent, view);
            } finally {
                var power = agent.power();
                if (power.isPresent()) {
                    view.says("this agent has ended; now: " + power.get().tool());
                    RoomAgent.switchPower(power.get());
                }
            }
        }
    }

    private int written(RoomAgent agent, View view) throws IOException {
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

    /// Sentences, each once, and then the restore's line.
    private static final class View implements RoomAgent.Listener {
        private static final String BELL = "\007";

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
        public void calls(String sentence) {
            err.println(BELL + RehearsalText.plain(sentence));
            err.flush();
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
