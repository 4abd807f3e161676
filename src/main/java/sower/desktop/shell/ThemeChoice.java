package sower.desktop.shell;

/// What the person chose; the system's own choice is asked again whenever it changes.
public enum ThemeChoice {
    SYSTEM,
    LIGHT,
    DARK,
    HIGH_CONTRAST
}
