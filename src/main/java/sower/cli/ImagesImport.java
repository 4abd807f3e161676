package sower.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.capture.CancelledException;
import sower.capture.Capture;
import sower.capture.Intake;
import sower.exchange.Forms;

/// `sower images import`.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Make an image of what another program took of a disk.")
final class ImagesImport implements Callable<Integer> {
    @Parameters(
            paramLabel = "SOURCE",
            description =
                    "Folder: slices with their torrents or partclone's torrent.info, or an image of"
                            + " Clonezilla. It is only read.")
    private Path source;

    @Option(names = "--name", required = true, description = "What to call the image.")
    private String name;

    @Option(names = "--note", defaultValue = "", description = "Words to remember it by.")
    private String note;

    @Option(
            names = "--compress",
            negatable = true,
            defaultValue = CaptureCommand.COMPRESS,
            fallbackValue = "true",
            description =
                    "Keep the data compressed with Zstandard, or as sparse raw files with"
                            + " --no-compress (default: ${DEFAULT-VALUE}).")
    private boolean compress;

    @Mixin private LibraryOption libraryOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var incoming = Forms.recognise(source);
        var options = Capture.Options.of(false).compressed(compress);
        var intake = new Intake(libraryOption.library(), name, note, options);
        var err = spec.commandLine().getErr();
        var line = new ProgressLine(err);
        try (var interruption = new Interruption()) {
            try {
                var image = intake.run(incoming, line, interruption);
                line.end();
                CaptureCommand.print(image, "imported", spec.commandLine().getOut());
                image.manifest().volumes().forEach(volume -> CaptureCommand.warn(volume, err));
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
}
