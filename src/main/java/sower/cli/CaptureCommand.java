package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
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
import sower.capture.CancelledException;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.Finding;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.LocalDisks;
import sower.image.Image;
import sower.image.Manifest;

/// `sower capture`: a disk becomes an image.
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        description = "Capture a disk, or some of its partitions, as an image.")
final class CaptureCommand implements Callable<Integer> {
    /// The default of `--compress`.
    static final String COMPRESS = "" + Capture.Options.COMPRESS;

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

    @Option(names = "--name", required = true, description = "What to call the image.")
    private String name;

    @Option(names = "--note", defaultValue = "", description = "Words to remember it by.")
    private String note;

    @Option(names = "--in-place", description = "Copy no data; the disk itself will be seeded.")
    private boolean inPlace;

    @Option(
            names = "--strict",
            description =
                    "Give up at the first sector that cannot be read, instead of zero for it.")
    private boolean strict;

    @Option(
            names = "--compress",
            negatable = true,
            defaultValue = COMPRESS,
            fallbackValue = "true",
            description =
                    "Keep the data compressed with Zstandard, or as sparse raw files with"
                            + " --no-compress (default: ${DEFAULT-VALUE}).")
    private boolean compress;

    @Mixin private LibraryOption libraryOption;

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
        var library = libraryOption.library();
        var options = Capture.Options.of(inPlace).compressed(compress);
        var capture = new Capture(plan, library, name, note, strict ? options.strictly() : options);
        var line = new ProgressLine(err);
        try (var interruption = new Interruption()) {
            try {
                var image = capture.run(line, interruption);
                line.end();
                print(image, "captured", spec.commandLine().getOut());
                image.manifest().volumes().forEach(volume -> warn(volume, err));
                return 0;
            } catch (CancelledException cancelled) {
                // said here, before the program is allowed to end
                line.end();
                err.println("sower: " + cancelled.getMessage());
                return CommandLineProgram.CANCELLED;
            } catch (IOException failure) {
                line.end();
                throw failure;
            }
        }
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

    /// Says which bytes of a volume are not the master's.
    static void warn(Manifest.Volume volume, PrintWriter err) {
        if (!volume.badSectors().isEmpty()) {
            long bytes = volume.badSectors().stream().mapToLong(Extent::length).sum();
            err.printf(
                    "warning: %,d bytes of %s could not be read and are zero in the image, the first"
                            + " at byte %d; check its files, and take the master from a sound disk%n",
                    bytes, volume.name(), volume.badSectors().getFirst().offset());
        }
    }

    /// What is new in the library.
    static void print(Image image, String done, PrintWriter out) {
        out.println(image.title() + " is in " + image.directory());
        for (var volume : image.manifest().volumes()) {
            ImagesCommand.print(volume, out);
        }
        long used = image.manifest().volumes().stream().mapToLong(Manifest.Volume::used).sum();
        out.printf("%s %s%n", Quantity.bytes(used), done);
    }
}
