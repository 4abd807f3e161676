package sower.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.image.Comparison;

/// `sower images compare`: what would move from one image to another.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Say which pieces of B are in A already, volume by volume.")
final class ImagesCompare implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "NAME, or NAME@VERSION.")
    private String older;

    @Parameters(index = "1", paramLabel = "B", description = "NAME, or NAME@VERSION.")
    private String newer;

    @Mixin private LibraryOption libraryOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var library = libraryOption.library();
        var from = library.open(older);
        var to = library.open(newer);
        var out = spec.commandLine().getOut();
        for (var row : Comparison.of(from.manifest(), to.manifest())) {
            out.printf(
                    "%-12s %6d of %6d pieces equal, %9s of %9s changed%n",
                    row.volume(),
                    row.equalPieces(),
                    row.pieces(),
                    Quantity.bytes(row.changedBytes()),
                    Quantity.bytes(row.bytes()));
        }
        return 0;
    }
}
