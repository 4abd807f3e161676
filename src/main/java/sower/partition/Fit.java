package sower.partition;

import sower.partition.MisfitException.Kind;
import sower.partition.MisfitException.Misfit;

/// Whether a partition fits where it should go, in words.
final class Fit {
    private Fit() {}

    static void aligned(Partition partition, int sectorSize) throws MisfitException {
        var extent = partition.extent();
        if (extent.offset() % sectorSize != 0 || extent.length() % sectorSize != 0) {
            throw misfit(
                    Kind.UNALIGNED, partition.slot(), extent.offset(), extent.end(), sectorSize);
        }
    }

    static void after(Partition partition, long first) throws MisfitException {
        if (partition.extent().offset() < first) {
            throw misfit(Kind.IN_THE_TABLE, partition.slot(), partition.extent().offset(), first);
        }
    }

    static void before(Partition partition, long end) throws MisfitException {
        if (partition.extent().end() > end) {
            throw misfit(Kind.TOO_LONG, partition.slot(), partition.extent().end(), end);
        }
    }

    private static MisfitException misfit(Kind kind, Object... figures) {
        return new MisfitException(Misfit.of(kind, figures));
    }
}
