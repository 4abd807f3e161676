package sower.desktop.shell;

/// How far this computer is kept from falling asleep.
public enum Awake {
    /// Nothing runs, or it was not found out yet.
    UNKNOWN,
    /// Also when its lid is closed.
    ALWAYS,
    /// As long as its lid is open.
    LID_OPEN,
    /// It sleeps when it wants to.
    NOT
}
