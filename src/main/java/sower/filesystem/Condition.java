package sower.filesystem;

/// What a person should know of a volume before it is captured.
public enum Condition {
    /// nobody here parses it, so the whole volume is taken
    NOT_PARSED,
    /// its structures contradict each other, so the whole volume is taken
    DAMAGED,
    /// its journal must be replayed first; until then the whole volume is taken
    NEEDS_RECOVERY,
    /// it was not unmounted properly, or has recorded errors
    NOT_CLEAN,
    /// its own checker wants to run first; until then the whole volume is taken
    CHECK_DUE,
    /// it has recorded sectors that cannot be read
    MEDIA_FAILURE,
    /// its journal is on another device, which the image will not have
    EXTERNAL_JOURNAL,
    /// it uses features that this program does not know, so the whole volume is taken
    UNKNOWN_FEATURE,
    /// LUKS: only unreadable bytes can be captured
    LUKS,
    /// BitLocker: only unreadable bytes can be captured
    BITLOCKER,
    /// a system sleeps in it
    HIBERNATED,
    /// a part of something that spans several devices (LVM, RAID)
    MEMBER,
    /// a part of a Windows dynamic disk
    DYNAMIC,
    /// some of the volumes in it are taken whole
    PARTLY_PARSED
}
