package sower.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sower.deploy.Inventory;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.deploy.RehearsalRow;
import sower.netboot.BootOrder;
import sower.netboot.NetBoot;
import sower.run.Run;

/// Whether machines start from the network to take part in a run, and who of them is on the way.
final class RunBootOptions {
    @Option(
            names = "--boot",
            description =
                    "Let machines start from the network and take part; each waits until its code was compared and approved. Needs root.")
    private boolean boot;

    @Option(
            names = "--boot-with-ticket",
            description =
                    "Let them in without asking: whoever starts from this network. Only where nobody else is on it.")
    private boolean bootWithTicket;

    @Mixin private BootOption bootOption;

    /// Whether one of them was given.
    boolean given() {
        return boot || bootWithTicket || bootOption.hasRange();
    }

    /// Begins to tell machines what to start: this run, until they have their proof.
    NetBoot open(Run run) throws IOException {
        var ticket = Optional.of(run.ticket().toString()).filter(_ -> bootWithTicket);
        var order = new BootOrder(run.room().address(), ticket);
        return bootOption.open(run.room().host(), order, mac -> !isWritten(run, mac));
    }

    /// A machine that has its proof is to start from its disk, also where its firmware asks the
    /// network first.
    private static boolean isWritten(Run run, String mac) {
        var done =
                run.deployment().snapshot().machines().stream()
                        .filter(machine -> machine.phase() == Phase.DONE)
                        .map(MachineSnapshot::id)
                        .toList();
        return cards(run, row -> done.contains(row.id())).contains(mac);
    }

    /// Who starts and is not shown by the rehearsal yet, a line each.
    static List<String> lines(NetBoot starting, Run run) {
        var arrived = cards(run, row -> row.state() != RehearsalRow.State.SILENT);
        return BootText.lines(starting.snapshot(), arrived);
    }

    private static Set<String> cards(Run run, Predicate<RehearsalRow> meant) {
        return run.rehearsal().snapshot().stream()
                .filter(meant)
                .flatMap(row -> row.inventory().links().stream())
                .map(Inventory.Link::mac)
                .collect(Collectors.toSet());
    }
}
