package sower.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.run.PostedOrders;

/// `sower run stop` and the like: orders to a run that goes on in another terminal or window.
final class RunOrders {
    private RunOrders() {}

    /// One of them: its name is the order.
    abstract static class Given implements Callable<Integer> {
        @Mixin private LibraryOption library;

        @Parameters(index = "0", paramLabel = "RUN", description = "From 'sower run list'.")
        private String run;

        @Spec private CommandSpec spec;

        int give(String name) throws Exception {
            var id = RunCommand.checked(spec, run);
            var line = (spec.name() + " " + name).strip();
            var answer = PostedOrders.post(library.library().root(), id, line);
            var out = spec.commandLine().getOut();
            out.println(RehearsalText.plain(answer));
            out.flush();
            return 0;
        }
    }

    /// One for a single machine.
    abstract static class ForOne extends Given {
        @Parameters(index = "1", paramLabel = "NAME", description = "Of the machine.")
        private String name;

        @Override
        public Integer call() throws Exception {
            return give(name);
        }
    }

    /// One for a machine or for all.
    abstract static class ForAll extends Given {
        @Parameters(
                index = "1",
                paramLabel = "NAME",
                arity = "0..1",
                defaultValue = "",
                description = "Of the machine (default: all that were released).")
        private String name;

        @Override
        public Integer call() throws Exception {
            return give(name);
        }
    }

    @Command(
            name = "identify",
            mixinStandardHelpOptions = true,
            description = "Let a machine call for a person.")
    static final class Identify extends ForOne {}

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Let a machine receive and send nothing for a while.")
    static final class Pause extends ForAll {}

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Let a machine that was paused go on.")
    static final class Resume extends ForAll {}

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Stop a machine; its disk is not usable then.")
    static final class Stop extends ForOne {}

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description =
                    "Let a machine that failed say hello again; it is shown and released anew.")
    static final class Retry extends ForOne {}

    @Command(
            name = "reboot",
            mixinStandardHelpOptions = true,
            description = "Start a machine anew that does not write (target --may-power).")
    static final class Reboot extends ForOne {}

    @Command(
            name = "power-off",
            mixinStandardHelpOptions = true,
            description = "Switch a machine off that does not write (target --may-power).")
    static final class PowerOff extends ForOne {}
}
