package sower.filesystem;

import java.util.Set;

/// A volume that is captured whole: not parsed, or not trusted.
///
/// @param length bytes of the volume
public record WholeVolume(
        String kind,
        String label,
        String uuid,
        int blockSize,
        Set<Condition> conditions,
        long length)
        implements Filesystem {

    public WholeVolume {
        conditions = Set.copyOf(conditions);
    }

    /// A volume that was recognised by its name only.
    public static WholeVolume named(String kind, long length, Condition... conditions) {
        return named(kind, length, Set.of(conditions));
    }

    /// The same.
    public static WholeVolume named(String kind, long length, Set<Condition> conditions) {
        return new WholeVolume(kind, "", "", 512, conditions, length);
    }

    /// The same with what its header says of it.
    public WholeVolume called(String newLabel, String newUuid) {
        return new WholeVolume(kind, newLabel, newUuid, blockSize, conditions, length);
    }

    @Override
    public UsedBlocks usedBlocks() {
        return UsedBlocks.whole(length);
    }
}
