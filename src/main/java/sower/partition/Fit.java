package sower.partition;

import sower.partition.MisfitException.Kind;

/// Whether a partition fits where it should go, in words.
final class Fit {
    private Fit() {}

    static void aligned(Partition partition, int sectorSize) throws MisfitException {
        var extent = partition.extent();
        if (extent.offset() % sectorSize != 0 || extent.length() % sectorSize != 0) {
            throw new MisfitException(
                    Kind.UNALIGNED, partition.slot(), extent.offset(), extent.end(), sectorSize);
        }
    }

    static void after(Partition partition, long first) throws MisfitException {
        if (partition.extent().offset() < first) {
            throw new MisfitException(
                    Kind.IN_THE_TABLE, partition.slot(), partition.extent().offset(), first);
        }
    }

    static void before(Partition partition, long end) throws MisfitException {
        if (partition.extent().end() > end) {
            throw new MisfitException(
                    Kind.TOO_LONG, partition.slot(), partition.extent().end(), end);
        }
    }
}
