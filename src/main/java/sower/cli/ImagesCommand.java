package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sower.image.ImageLibrary;
import sower.image.Manifest;

/// `sower images`: what the library has.
@Command(
        name = "images",
        mixinStandardHelpOptions = true,
        description = "List, show, verify, compare, export, import or delete images.",
        subcommands = {
            ImagesCommand.ListThem.class,
            ImagesShow.class,
            ImagesVerify.class,
            ImagesCompare.class,
            ImagesExport.class,
            ImagesImport.class,
            ImagesDelete.class
        })
final class ImagesCommand implements Callable<Integer> {
    @Mixin private LibraryOption libraryOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return list(libraryOption, spec);
    }

    private static int list(LibraryOption option, CommandSpec spec) throws IOException {
        var library = option.library();
        var out = spec.commandLine().getOut();
        for (var image : library.list()) {
            var manifest = image.manifest();
            long used = manifest.volumes().stream().mapToLong(Manifest.Volume::used).sum();
            out.printf(
                    "%-20s %9s  %s  %s%n",
                    image.title(), Quantity.bytes(used), manifest.created(), manifest.note());
        }
        for (var folder : library.incomplete()) {
            var what =
                    ImageLibrary.isInWork(folder)
                            ? " is being captured"
                            : " was not finished; the same command as then goes on with it, 'sower images delete --incomplete' removes it";
            spec.commandLine().getErr().println("note: " + folder + what);
        }
        return 0;
    }

    /// One line about a volume.
    static void print(Manifest.Volume volume, PrintWriter out) {
        var what =
                switch (volume.contents()) {
                    case DATA -> Quantity.bytes(volume.used()) + " used";
                    case SWAP -> "made anew";
                    case EMPTY -> "left empty";
                };
        out.printf(
                "  %-12s %9s  %-8s %-14s %s%n",
                volume.name(),
                Quantity.bytes(volume.length()),
                volume.filesystem(),
                what,
                volume.infoHash());
    }

    /// `sower images list`.
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List all images.")
    static final class ListThem implements Callable<Integer> {
        @Mixin private LibraryOption libraryOption;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            return list(libraryOption, spec);
        }
    }
}
