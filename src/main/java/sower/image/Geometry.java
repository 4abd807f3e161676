package sower.image;

/// What a run makes of a disk that is not like the master.
///
/// @param grow slot of the partition that takes what the disk has more, [#LAST] for the last one, 0
///   for none
/// @param newDiskId whether each disk gets a GUID (MBR: a signature) of its own instead of the
///   master's
public record Geometry(int grow, boolean newDiskId) {
    /// The last partition of the disk.
    public static final int LAST = -1;

    /// Every partition stays as it is.
    public static final Geometry AS_CAPTURED = new Geometry(0, false);

    public Geometry {
        if (grow < LAST) {
            throw new IllegalArgumentException("no partition: " + grow);
        }
    }

    /// @param grow `none`, `last` or the number of a partition
    /// @throws IllegalArgumentException with a sentence
    public static Geometry parse(String grow, boolean newDiskId) {
        if (grow.equals("none")) {
            return new Geometry(0, newDiskId);
        }
        if (grow.equals("last")) {
            return new Geometry(LAST, newDiskId);
        }
        if (!grow.matches("[1-9][0-9]{0,2}")) {
            throw new IllegalArgumentException(
                    "--grow: '" + grow + "' is not none, last or the number of a partition");
        }
        return new Geometry(Integer.parseInt(grow), newDiskId);
    }
}
