package sower.desktop.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// Where something is to be saved. A port: the system's own dialog in the program.
public interface FileQuestion {

    /// Asks and waits. On the view's thread.
    ///
    /// @param suggested name of the file
    /// @return empty when the person changed their mind
    Optional<Path> ask(Window owner, String title, String suggested);

    /// The system's dialog.
    static Optional<Path> system(Window owner, String title, String suggested) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(suggested);
        File chosen = chooser.showSaveDialog(owner);
        return Optional.ofNullable(chosen).map(File::toPath);
    }
}
