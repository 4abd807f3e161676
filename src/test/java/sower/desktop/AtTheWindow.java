package sower.desktop;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import sower.Needs;

/// Tests with a person at the real window, an image in its library; a new window for each.
@Tag("gui")
abstract class AtTheWindow {
    @TempDir Path folder;
    Person person;

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    @BeforeEach
    void captureAndOpenTheWindow() throws Exception {
        person = Person.atTheWindow(folder);
    }

    @AfterEach
    void closeTheWindow() throws Exception {
        FxToolkit.cleanupStages();
    }
}
