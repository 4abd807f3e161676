package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import sower.capture.CancelledException;
import sower.capture.Capture;
import sower.capture.CaptureProgress;
import sower.disk.Extent;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;

/// What every command that adds an image to the library asks, shows and says in the end.
final class NewImage {
    private static final String COMPRESS = "" + Capture.Options.COMPRESS;

    @Option(names = "--name", required = true, description = "What to call the image.")
    private String name;

    @Option(names = "--note", defaultValue = "", description = "Words to remember it by.")
    private String note;

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

    /// What makes the image, on the thread of the command.
    interface Making {
        Image run(Consumer<CaptureProgress> progress, BooleanSupplier cancelled) throws IOException;
    }

    String name() {
        return name;
    }

    String note() {
        return note;
    }

    boolean compress() {
        return compress;
    }

    ImageLibrary library() {
        return libraryOption.library();
    }

    /// Makes it, and says what is new in the library.
    ///
    /// @param done what has become of the bytes, a word
    /// @return the exit code
    int make(CommandSpec spec, String done, Making making) throws IOException {
        var err = spec.commandLine().getErr();
        var line = new ProgressLine(err);
        try (var interruption = new Interruption()) {
            try {
                var image = making.run(line, interruption);
                line.end();
                if (line.kept() > 0) {
                    err.printf(
                            "note: %s of it had been written before, when %s was not finished%n",
                            Quantity.bytes(line.kept()), name);
                }
                print(image, done, spec.commandLine().getOut());
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

    private static void print(Image image, String done, PrintWriter out) {
        out.println(image.title() + " is in " + image.directory());
        for (var volume : image.manifest().volumes()) {
            ImagesCommand.print(volume, out);
        }
        long used = image.manifest().volumes().stream().mapToLong(Manifest.Volume::used).sum();
        out.printf("%s %s%n", Quantity.bytes(used), done);
    }
}
