package sower.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sower.image.ImageLibrary;

/// `--library DIR`, the same for every command.
final class LibraryOption {
    @Option(
            names = "--library",
            paramLabel = "DIR",
            description = "Folder of images (default: this user's own).")
    private @Nullable Path directory;

    ImageLibrary library() {
        return new ImageLibrary(directory == null ? ImageLibrary.usualRoot() : directory);
    }
}
