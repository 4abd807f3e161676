package sower.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import sower.image.ImageLibrary;

/// An image that is still being captured, by another program or in a window. Its torrents' names
/// are known only when their last piece is, so nothing can be sent sooner; but machines can be
/// switched on meanwhile.
final class AwaitedImage {
    private static final long POLL_MILLIS = 500;

    private final ImageLibrary library;
    private final String name;

    /// @param name `lab` or `lab@2`
    AwaitedImage(ImageLibrary library, String name) {
        this.library = library;
        this.name = name;
    }

    /// Whether it has to be waited for.
    boolean isBeingMade() throws IOException {
        return library.isBeingMade(name.replaceFirst("@[0-9]+$", ""));
    }

    /// Returns when it is there.
    ///
    /// @return false when the user wants no more
    /// @throws NoSuchFileException in one sentence, when its capture ended without an image
    boolean await(BooleanSupplier interrupted) throws IOException {
        while (isBeingMade()) {
            if (interrupted.getAsBoolean()) {
                return false;
            }
            Waiting.millis(POLL_MILLIS);
        }
        return !interrupted.getAsBoolean();
    }
}
