package sower.desktop.shell;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/// The keys of the window: they are bound from here, and the help lists them from here.
public enum Shortcut {
    DISKS(KeyCode.DIGIT1, true),
    IMAGES(KeyCode.DIGIT2, true),
    DEPLOY(KeyCode.DIGIT3, true),
    MACHINES(KeyCode.DIGIT4, true),
    NETWORK_BOOT(KeyCode.DIGIT5, true),
    SETTINGS(KeyCode.DIGIT6, true),
    HELP(KeyCode.F1, false);

    private final KeyCode key;
    private final boolean control;

    /// @param control with Ctrl, or what the system has for it
    Shortcut(KeyCode key, boolean control) {
        this.key = key;
        this.control = control;
    }

    /// What is pressed.
    public KeyCombination keys() {
        return control
                ? new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN)
                : new KeyCodeCombination(key);
    }

    /// Where it leads.
    public Place place() {
        return Place.valueOf(name());
    }
}
