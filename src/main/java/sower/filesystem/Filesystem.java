package sower.filesystem;

import java.io.IOException;
import java.util.Set;

/// What is in a partition: recognised from its first structures, nothing more read yet.
public interface Filesystem {
    /// As Linux names it: `ext4`, `vfat`, `swap`, `ntfs`, `crypto_LUKS`; `unknown` when nobody
    /// recognised it.
    String kind();

    /// The name its owner gave it, empty where there is none.
    String label();

    /// Its identifier in the format's own style (`a1b2-…`, `1234-ABCD`), empty where there is none.
    String uuid();

    /// Bytes of its allocation unit; 512 where there is none.
    int blockSize();

    /// Bytes it spans: a smaller partition cannot hold it, whatever of it is used.
    long length();

    /// What a person should know before it is captured; mostly nothing.
    default Set<Condition> conditions() {
        return Set.of();
    }

    /// Everything that must be captured. Reads the allocation maps.
    ///
    /// @throws CorruptFilesystemException if they contradict each other: take the whole volume then
    UsedBlocks usedBlocks() throws IOException;
}
