package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sower.image.Image;
import sower.image.ImageLibrary;

/// Images made by `sower capture`, as a process of its own.
final class Captured {
    private Captured() {}

    /// @param folder for what the process says
    /// @param more options
    /// @return the newest version of that name
    static Image by(Path folder, Path disk, Path library, String name, String... more)
            throws Exception {
        var args = new ArrayList<>(List.of("capture", disk.toString()));
        args.addAll(List.of("--name", name, "--library", library.toString()));
        args.addAll(List.of(more));
        try (var process = SowerProcess.start(folder, "", args.toArray(String[]::new))) {
            assertEquals(0, process.exitCode(60), process.said());
        }
        return new ImageLibrary(library).open(name);
    }
}
