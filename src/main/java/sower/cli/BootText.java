package sower.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sower.netboot.BootRequest;
import sower.netboot.BootRequest.Firmware;
import sower.netboot.BootSnapshot;
import sower.netboot.OtherServer;

/// Who starts from the network, in lines.
final class BootText {
    private BootText() {}

    /// First what else answers there, then the machines that are on their way.
    ///
    /// @param here cards of machines that have arrived, and are shown elsewhere
    static List<String> lines(BootSnapshot boot, Set<String> here) {
        var lines = new ArrayList<String>();
        boot.others().forEach(other -> lines.add(line(other)));
        boot.machines().stream()
                .filter(machine -> !here.contains(machine.mac()))
                .forEach(machine -> lines.add(line(machine)));
        return lines;
    }

    private static String line(OtherServer other) {
        return other.boots()
                ? "boot: %s also tells machines what to start from; those that listen to it do not come here"
                        .formatted(other.address())
                : "boot: %s gives out the addresses here".formatted(other.address());
    }

    private static String line(BootRequest machine) {
        var who = machine.mac().isEmpty() ? machine.address() : machine.mac();
        var firmware = machine.firmware() == Firmware.OTHER ? "" : " (" + machine.firmware() + ")";
        return "boot: " + who + firmware + " " + stage(machine);
    }

    private static String stage(BootRequest machine) {
        return switch (machine.stage()) {
            case ASKS ->
                    machine.firmware() == Firmware.OTHER
                            ? "asks, but there is nothing here for its kind of processor"
                            : "asks what to start from";
            case LOADER ->
                    machine.mayBeRefused()
                            ? "has the loader; if nothing follows, its Secure Boot may refuse it"
                            : "fetches the loader";
            case SCRIPT -> "is told what to start";
            case KERNEL -> "fetches the kernel";
            case SYSTEM -> "fetches the system";
            case STARTED -> "has fetched all and starts; its address is " + machine.address();
        };
    }
}
