package sower.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sower.control.ControlAddress;
import sower.netboot.BootOrder;

/// `sower boot`: machines start from the network and wait for a run, whoever opens it.
@Command(
        name = "boot",
        mixinStandardHelpOptions = true,
        description = {
            "Let machines start from the network and wait for the workstation's next run.",
            "Runs may be opened and ended meanwhile, in the window or by 'sower deploy'."
        })
final class BootCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 200;

    @Option(
            names = "--workstation",
            paramLabel = "HOST:PORT",
            converter = TargetCommand.AddressConverter.class,
            description = "Where machines go then (default: where --listen says).")
    private @Nullable ControlAddress workstation;

    @Mixin private BootOption bootOption;

    @Mixin private ListenOption listenOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var listen = listenOption.address();
        var here = listen.getAddress();
        var there =
                workstation == null
                        ? new ControlAddress(here.getHostAddress(), listen.getPort())
                        : workstation;
        var order = new BootOrder(there.toString(), Optional.empty());
        var out = spec.commandLine().getOut();
        var told = new HashSet<String>();
        try (var interruption = new Interruption();
                var boot = bootOption.open(here, order, _ -> true)) {
            out.println(
                    "machines may start from the network at %s and go to %s (Ctrl-C ends)"
                            .formatted(here.getHostAddress(), there));
            while (!interruption.getAsBoolean()) {
                BootText.lines(boot.snapshot(), Set.of()).stream()
                        .filter(told::add)
                        .map(RehearsalText::plain)
                        .forEach(out::println);
                out.flush();
                Waiting.millis(POLL_MILLIS);
            }
        }
        return CommandLineProgram.CANCELLED;
    }
}
