package sower.disk;

/// A run of bytes on a disk, a partition or a file: where it begins and how long it is.
///
/// @param offset bytes from the beginning of whatever it is a run of; never negative
/// @param length bytes; never negative
public record Extent(long offset, long length) {
    public Extent {
        if (offset < 0 || length < 0 || offset + length < 0) {
            throw new IllegalArgumentException(
                    "not an extent: offset " + offset + ", length " + length);
        }
    }

    /// The byte after the last one.
    public long end() {
        return offset + length;
    }
}
