package sower.desktop.disks;

/// One finding before a capture.
///
/// @param sentence what is so
/// @param remedy what to do about it; empty when nothing need be done
public record Readiness(Level level, String sentence, String remedy) {

    /// How much it matters, in words and with a sign of its own.
    public enum Level {
        GOOD,
        NOTE,
        CARE,
        STOP
    }
}
