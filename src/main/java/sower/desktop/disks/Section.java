package sower.desktop.disks;

import sower.disk.Extent;

/// A run of a disk as the map draws it: a partition, free space between them, or a whole disk
/// without a table.
///
/// @param slot partition number; 0 for free space and for a whole disk
/// @param extent bytes of the disk
/// @param name as in `sda1`; empty for free space
/// @param label of the file system, else of the partition; may be empty
/// @param filesystem `ext4`, `vfat` …; empty for free space and where nobody recognised it
/// @param used bytes; negative while nobody knows
/// @param mounted where, empty when nowhere
public record Section(
        int slot,
        Extent extent,
        Kind kind,
        String name,
        String label,
        String filesystem,
        long used,
        String mounted) {

    /// What is there.
    public enum Kind {
        PARTITION,
        WHOLE,
        FREE
    }

    /// Free space between partitions.
    static Section free(Extent extent) {
        return new Section(0, extent, Kind.FREE, "", "", "", 0, "");
    }

    public boolean selectable() {
        return kind != Kind.FREE;
    }

    /// Share of its bytes in use, 0 to 1; all of it where nobody knows.
    public double usedFraction() {
        return used < 0 || extent.length() == 0 ? 1 : Math.min(1, (double) used / extent.length());
    }

    /// What a capture of it reads: its used bytes, or all where nobody knows.
    public long bytesToRead() {
        return used < 0 ? extent.length() : used;
    }
}
