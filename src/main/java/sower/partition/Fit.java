package sower.partition;

import sower.disk.RefusedException;

/// Whether a partition fits where it should go, in words.
final class Fit {
    private Fit() {}

    static void aligned(Partition partition, int sectorSize) throws RefusedException {
        var extent = partition.extent();
        if (extent.offset() % sectorSize != 0 || extent.length() % sectorSize != 0) {
            throw new RefusedException(
                    ("partition %d (bytes %d to %d) cannot be placed on a disk with sectors of %d"
                                    + " bytes; use a disk with smaller sectors")
                            .formatted(
                                    partition.slot(), extent.offset(), extent.end(), sectorSize));
        }
    }

    static void after(Partition partition, long first) throws RefusedException {
        if (partition.extent().offset() < first) {
            throw new RefusedException(
                    ("partition %d begins at byte %d, where the partition table itself must be (up"
                                    + " to byte %d)")
                            .formatted(partition.slot(), partition.extent().offset(), first));
        }
    }

    static void before(Partition partition, long end) throws RefusedException {
        if (partition.extent().end() > end) {
            throw new RefusedException(
                    "the disk is too small: partition %d ends at byte %d, and only %d are there for partitions"
                            .formatted(partition.slot(), partition.extent().end(), end));
        }
    }
}
