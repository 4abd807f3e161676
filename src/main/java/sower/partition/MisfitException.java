package sower.partition;

import java.util.List;
import sower.disk.RefusedException;

/// An image's partitions do not go onto a disk.
public final class MisfitException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final transient Misfit misfit;

    private MisfitException(Misfit misfit) {
        super(misfit.words());
        this.misfit = misfit;
    }

    /// @param figures in the order of the kind's words
    public MisfitException(Kind kind, Object... figures) {
        this(Misfit.of(kind, figures));
    }

    /// What kind of misfit, with figures.
    public Misfit misfit() {
        return misfit;
    }

    /// What does not fit.
    ///
    /// @param figures numbers and names in the order of the kind's words
    public record Misfit(Kind kind, List<Object> figures) {
        public Misfit {
            figures = List.copyOf(figures);
        }

        public static Misfit of(Kind kind, Object... figures) {
            return new Misfit(kind, List.of(figures));
        }

        /// A clause in English.
        public String words() {
            return kind.words.formatted(figures.toArray());
        }
    }

    /// The kinds, each with its words.
    public enum Kind {
        /// slot, first byte, end, sector size
        UNALIGNED(
                "partition %d (bytes %d to %d) cannot be placed on a disk with sectors of %d bytes;"
                        + " use a disk with smaller sectors"),
        /// slot, its first byte, the first byte that is free
        IN_THE_TABLE(
                "partition %d begins at byte %d, where the partition table itself must be (up to"
                        + " byte %d)"),
        /// slot, its end, the end of the room
        TOO_LONG(
                "the disk is too small: partition %d ends at byte %d, and only %d are there for"
                        + " partitions"),
        /// slot
        BEYOND_MBR("partition %d ends beyond what an MBR can address; it needs a GPT"),
        /// sector size, volume, file system, its blocks' length
        BLOCKS("sectors of %,d bytes do not bear volume %s (%s), which has blocks of %,d"),
        /// sector size, volume, file system, the master's sector size
        SECTORS(
                "sectors of %,d bytes do not bear volume %s (%s), which was made for sectors of %,d"),
        NOTHING_TO_GROW("the image has no partition to grow"),
        /// slot
        NONE_TO_GROW("the image has no partition %d to grow"),
        /// slot, file system
        NO_PROGRAM("partition %d cannot grow: no program grows its contents (%s)");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }
}
