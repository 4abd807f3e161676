package sower.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.deploy.Json;
import sower.deploy.Roster;
import sower.disk.RefusedException;
import sower.enrol.EnrolledMachine;
import sower.enrol.EnrolledMachines;
import sower.enrol.Rooms;
import sower.enrol.RunId;
import sower.enrol.SiteAuthority;
import sower.record.RunLog;
import sower.record.RunRecord;

/// `sower machines`: who may take part in runs of this site.
@Command(
        name = "machines",
        mixinStandardHelpOptions = true,
        description = "Machines of this site: list them, let one in, take a certificate back.")
final class MachinesCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Show enrolled machines, and those that wait for the technician.")
    int list(
            @Mixin LibraryOption library,
            @Option(names = "--json", description = "As JSON.") boolean json)
            throws IOException {
        var out = spec.commandLine().getOut();
        var machines = EnrolledMachines.of(library.library()).list();
        if (json) {
            out.println(Json.text(machines));
        } else if (machines.isEmpty()) {
            out.println("no machine has asked yet");
        }
        if (!json) {
            machines.forEach(machine -> out.println(RehearsalText.plain(line(machine))));
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Let the machine in whose screen shows this code.")
    int approve(
            @Mixin LibraryOption library,
            @Parameters(paramLabel = "CODE", description = "Such as 7k3q-m0x9.") String code)
            throws IOException {
        var machine =
                EnrolledMachines.of(library.library())
                        .approve(code, InstantSource.system().millis());
        spec.commandLine()
                .getOut()
                .println(
                        RehearsalText.plain(
                                "approved: %s may take part".formatted(machine.identity().name())));
        return 0;
    }

    @Command(
            name = "ticket",
            mixinStandardHelpOptions = true,
            description = "Print the ticket of a run that has not ended.")
    int ticket(
            @Mixin LibraryOption library,
            @Parameters(
                            paramLabel = "RUN",
                            arity = "0..1",
                            defaultValue = "",
                            description = "Which one (default: the newest).")
                    String run)
            throws IOException {
        var root = library.library().root();
        var open = new ArrayList<String>();
        for (var each : RunLog.runs(root)) {
            if (RunRecord.of(root, each).endedMillis() == 0) {
                open.add(each);
            }
        }
        if (open.isEmpty() || !run.isEmpty() && !open.contains(run)) {
            throw new RefusedException(
                    "there is no such run that has not ended; 'sower deploy' begins one");
        }
        var id = new RunId(run.isEmpty() ? open.getLast() : run);
        spec.commandLine().getOut().println(SiteAuthority.of(root).ticket(id));
        return 0;
    }

    @Command(
            name = "room",
            mixinStandardHelpOptions = true,
            description = {
                "Make a room of these machines, for 'sower deploy --room'; without machines, show it.",
                "Without a name, show all rooms."
            })
    int room(
            @Mixin LibraryOption library,
            @Parameters(index = "0", arity = "0..1", paramLabel = "ROOM", defaultValue = "")
                    String name,
            @Parameters(
                            index = "1..*",
                            arity = "0..*",
                            paramLabel = "MACHINE",
                            description = "Name, serial or network address (MAC).")
                    @Nullable List<String> machines)
            throws IOException {
        var rooms = Rooms.of(library.library());
        try {
            if (machines != null && !machines.isEmpty()) {
                rooms.put(new Roster(name, machines));
            }
            for (var room : name.isEmpty() ? rooms.list() : List.of(rooms.room(name))) {
                var line = room.name() + ": " + String.join(", ", room.machines());
                spec.commandLine().getOut().println(RehearsalText.plain(line));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = "Take a machine's certificate back; it must be enrolled anew.")
    int forget(
            @Mixin LibraryOption library,
            @Parameters(paramLabel = "ID", description = "From 'sower machines list'.") String id)
            throws IOException {
        if (!EnrolledMachines.of(library.library()).forget(id)) {
            throw new RefusedException(
                    "no machine has the id '%s'; 'sower machines list' has them".formatted(id));
        }
        spec.commandLine().getOut().println("forgotten");
        return 0;
    }

    private static String line(EnrolledMachine machine) {
        long silent = InstantSource.system().millis() - machine.seenMillis();
        var seen = Quantity.duration(Duration.ofMillis(Math.max(0, silent)).toSeconds());
        var standing =
                switch (machine.state()) {
                    case WAITING -> "waits; its screen shows " + machine.code();
                    case APPROVED -> "approved, gets its certificate when it asks next";
                    case ENROLLED -> "enrolled";
                };
        return "%-14s %s  %-15s seen %s ago  %s"
                .formatted(
                        machine.identity().name(), machine.id(), machine.address(), seen, standing);
    }
}
