package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.capture.ImageCheck;
import sower.disk.RefusedException;
import sower.image.Image;
import sower.image.Manifest;

/// `sower images`: what the library has.
@Command(
        name = "images",
        mixinStandardHelpOptions = true,
        description = "List, show, verify or delete images.",
        subcommands = {
            ImagesCommand.ListThem.class,
            ImagesCommand.Show.class,
            ImagesCommand.Verify.class,
            ImagesCommand.Delete.class
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
            spec.commandLine()
                    .getErr()
                    .println("note: " + folder + " is being captured, or was not finished");
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

    /// `sower images show`.
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show one image.")
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "IMAGE", description = "NAME, or NAME@VERSION.")
        private String name;

        @Mixin private LibraryOption libraryOption;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            var image = libraryOption.library().open(name);
            var manifest = image.manifest();
            var out = spec.commandLine().getOut();
            out.println(image.title() + "  " + manifest.created() + "  " + manifest.note());
            var source = manifest.source();
            out.printf(
                    "from %s %s, %s, %s%n",
                    source.model(),
                    source.serial(),
                    Quantity.bytes(source.length()),
                    manifest.layout().kind());
            if (!manifest.inPlace().isEmpty()) {
                out.println("seeded in place from " + manifest.inPlace());
            }
            manifest.volumes().forEach(volume -> print(volume, out));
            return 0;
        }
    }

    /// `sower images verify`.
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Read an image's data again and compare all hashes.")
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "IMAGE", description = "NAME, or NAME@VERSION.")
        private String name;

        @Mixin private LibraryOption libraryOption;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            var image = libraryOption.library().open(name);
            var line = new ProgressLine(spec.commandLine().getErr());
            var bad = new ImageCheck(image).run(line, () -> false);
            line.end();
            if (bad.isEmpty()) {
                spec.commandLine().getOut().println(image.title() + " is whole");
                return 0;
            }
            var first = bad.getFirst();
            throw new IOException(
                    "%s is damaged: %d pieces are wrong, the first is piece %d of %s; capture it again"
                            .formatted(image.title(), bad.size(), first.piece(), first.volume()));
        }
    }

    /// `sower images delete`.
    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Delete an image.")
    static final class Delete implements Callable<Integer> {
        @Parameters(paramLabel = "IMAGE", description = "NAME@VERSION, or NAME if it is the only.")
        private String name;

        @Option(names = "--yes", description = "Yes, delete it.")
        private boolean yes;

        @Mixin private LibraryOption libraryOption;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            var library = libraryOption.library();
            Image image = library.open(name);
            if (!yes) {
                throw new RefusedException(
                        "add --yes to delete " + image.title() + " in " + image.directory());
            }
            library.delete(image);
            spec.commandLine().getOut().println(image.title() + " is deleted");
            return 0;
        }
    }
}
