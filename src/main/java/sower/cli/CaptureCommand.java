package sower.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.Finding;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;

/// `sower capture`: a disk becomes an image.
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        description = "Capture a disk, or some of its partitions, as an image.")
final class CaptureCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DISK",
            description = "What to read: a disk, a loop device or a disk-image file.")
    private Path disk;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            split = ",",
            description = "Only these partitions, such as 1,2.")
    private Set<Integer> partitions = new TreeSet<>();

    @Option(names = "--in-place", description = "Copy no data; the disk itself will be seeded.")
    private boolean inPlace;

    @Option(
            names = "--strict",
            description =
                    "Give up at the first sector that cannot be read, instead of zero for it.")
    private boolean strict;

    @Mixin private NewImage newImage;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var err = spec.commandLine().getErr();
        var plan = plan();
        for (var finding : plan.findings()) {
            if (finding.severity() != Finding.Severity.BLOCKING) {
                err.println(sign(finding.severity()) + finding.text());
            }
        }
        var said = Capture.Options.of(inPlace).compressed(newImage.compress());
        var options = strict ? said.strictly() : said;
        var capture =
                new Capture(plan, newImage.library(), newImage.name(), newImage.note(), options);
        return newImage.make(spec, "captured", capture::run);
    }

    private CapturePlan plan() throws IOException {
        var described = LocalDisks.of().at(disk);
        try (var source = BlockDevice.openSource(disk)) {
            var plan = CapturePlan.of(described, source);
            return partitions.isEmpty() ? plan : plan.only(partitions);
        }
    }

    private static String sign(Finding.Severity severity) {
        return severity == Finding.Severity.WARNING ? "warning: " : "note: ";
    }
}
