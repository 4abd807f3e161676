package sower.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
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

    @Mixin private NewImage newImage;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var incoming = Forms.recognise(source);
        var options = Capture.Options.of(false).compressed(newImage.compress());
        var intake = new Intake(newImage.library(), newImage.name(), newImage.note(), options);
        return newImage.make(
                spec,
                "imported",
                (progress, cancelled) -> intake.run(incoming, progress, cancelled));
    }
}
