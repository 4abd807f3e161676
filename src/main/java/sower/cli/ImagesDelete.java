package sower.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.disk.RefusedException;
import sower.image.Image;
import sower.image.ImageLibrary;

/// `sower images delete`: an image, or what killed captures left.
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = {
            "Delete an image, or with --incomplete what captures that were killed left behind.",
            "Later versions that share its data get them first."
        })
final class ImagesDelete implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "IMAGE",
            description = "NAME@VERSION; NAME means its newest version.")
    private @Nullable String name;

    @Option(names = "--incomplete", description = "Delete what unfinished captures left.")
    private boolean incomplete;

    @Option(names = "--yes", description = "Yes, delete it; ask no more.")
    private boolean yes;

    @Mixin private LibraryOption libraryOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var library = libraryOption.library();
        if (incomplete == (name != null)) {
            throw new ParameterException(
                    spec.commandLine(), "give either an IMAGE or --incomplete");
        }
        if (name == null) {
            deleteIncomplete(library);
            return 0;
        }
        Image image = library.open(name);
        confirm(image.title() + " in " + image.directory());
        library.delete(image);
        spec.commandLine().getOut().println(image.title() + " is deleted");
        return 0;
    }

    private void deleteIncomplete(ImageLibrary library) throws IOException {
        for (Path folder : library.incomplete()) {
            if (ImageLibrary.isInWork(folder)) {
                spec.commandLine().getErr().println("note: " + folder + " is being captured");
                continue;
            }
            confirm(folder.toString());
            library.deleteIncomplete(folder);
            spec.commandLine().getOut().println(folder + " is deleted");
        }
    }

    private void confirm(String what) throws RefusedException {
        if (yes) {
            return;
        }
        var console =
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .orElseThrow(() -> new RefusedException("add --yes to delete " + what));
        var answer = console.readLine("Delete %s? [y/N] ", what);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new RefusedException("nothing was deleted");
        }
    }
}
