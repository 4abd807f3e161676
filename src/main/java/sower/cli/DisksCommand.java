package sower.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sower.disk.Disk;
import sower.disk.LocalDisks;

/// `sower disks`: what could be captured.
@Command(
        name = "disks",
        mixinStandardHelpOptions = true,
        description = "List the disks of this machine and what is on them.")
final class DisksCommand implements Callable<Integer> {
    @Option(names = "--json", description = "As JSON, sizes in bytes.")
    private boolean json;

    @Option(names = "--loops", description = "Also loop devices that are bound to a file.")
    private boolean loops;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var listings = new ArrayList<DiskListing>();
        for (var disk : LocalDisks.of().list(loops)) {
            listings.add(DiskListing.of(disk));
        }
        var out = spec.commandLine().getOut();
        if (json) {
            var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
            out.println(
                    mapper.writeValueAsString(listings.stream().map(DiskListing::json).toList()));
        } else {
            listings.forEach(listing -> print(out, listing));
        }
        return 0;
    }

    private static void print(PrintWriter out, DiskListing listing) {
        var disk = listing.disk();
        out.printf("%-14s %8s  %s%n", disk.path(), Quantity.bytes(disk.length()), describe(disk));
        for (var volume : listing.volumes()) {
            var name = volume.slot() == 0 ? "(whole)" : "  " + volume.slot();
            var label = volume.label().isEmpty() ? "" : "  \"" + volume.label() + "\"";
            out.printf(
                    "  %-12s %8s  %s%s%n",
                    name, Quantity.bytes(volume.length()), volume.filesystem(), label);
        }
        if (!listing.trouble().isEmpty()) {
            out.println("    (" + listing.trouble() + ")");
        }
    }

    private static String describe(Disk disk) {
        var words = new ArrayList<String>();
        words.add(disk.transport().name().toLowerCase(Locale.ROOT));
        words.add(disk.model());
        words.add(disk.serial().isEmpty() ? "" : "serial " + disk.serial());
        words.add(disk.removable() ? "removable" : "");
        words.add(disk.readOnly() ? "read-only" : "");
        words.add(disk.system() ? "runs this system" : "");
        for (var use : disk.uses()) {
            words.add(use.device() + " " + word(use));
        }
        return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
    }

    private static String word(Disk.Use use) {
        return switch (use.kind()) {
            case MOUNTED -> "mounted on " + use.where();
            case SWAP -> "used as swap";
            case HELD -> "held by " + use.where();
        };
    }
}
