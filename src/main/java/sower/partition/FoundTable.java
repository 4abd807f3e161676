package sower.partition;

import java.util.Optional;
import java.util.Set;

/// What stands where a partition table should: the table, and what is wrong with it.
///
/// @param table empty where there is none that can be relied on
public record FoundTable(Optional<PartitionTable> table, Set<Flaw> flaws) {
    public FoundTable {
        flaws = Set.copyOf(flaws);
    }

    /// What a person should know of a table.
    public enum Flaw {
        /// the first GPT is damaged; the backup was read
        PRIMARY_DAMAGED,
        /// the backup GPT is damaged, missing or says something else
        BACKUP_DAMAGED,
        /// the first sector says that there is a GPT, and there is none
        GPT_LOST,
        /// a GPT at the end of a disk whose beginning knows nothing of it: it was used anew
        STALE_BACKUP,
        /// a GPT without the MBR that protects it: other systems may not see it
        NOT_PROTECTED,
        /// the chain of logical partitions breaks off, so that nobody knows how many there are
        CHAIN_BROKEN,
        /// made for sectors of another size than the disk has
        OTHER_SECTORS
    }

    static FoundTable nothing(Flaw... flaws) {
        return new FoundTable(Optional.empty(), Set.of(flaws));
    }
}
