package sower.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.disk.LocalDisks;
import sower.support.ProgramLog;
import sower.support.SupportBundle;

/// `sower support-bundle`.
@Command(
        name = "support-bundle",
        mixinStandardHelpOptions = true,
        description = {
            "Write a zip for whoever helps: versions, disks, the last runs, the window's log.",
            "Names, addresses, serial numbers and keys are replaced: machine-1, address-3."
        })
final class SupportBundleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The zip; one that is there is replaced.")
    private Path file;

    @Mixin private LibraryOption libraryOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var sources =
                new SupportBundle.Sources(
                        libraryOption.library().root(),
                        LocalDisks.of(),
                        ProgramLog.usualFolder(),
                        InstantSource.system());
        var bundle = SupportBundle.of(sources);
        bundle.write(file);
        var out = spec.commandLine().getOut();
        for (var part : bundle.parts()) {
            out.printf("%10s  %s%n", Quantity.bytes(part.length()), part.name());
        }
        out.println("saved as " + file.toAbsolutePath() + "; look through it before you send it");
        return 0;
    }
}
