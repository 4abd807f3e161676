package sower.filesystem.ntfs;

import java.io.IOException;
import java.util.Arrays;
import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.UsedBlocks;

/// Compares a map with all file records: what a file in use has must be in the map.
record RecordCheck(BootSector boot, UsedBlocks used) {
    private static final int SLICE = 1 << 20;

    /// @throws CorruptFilesystemException naming the first file that the map would lose
    void check(Stream records) throws IOException {
        int size = boot.recordSize();
        long count = records.valid() / size;
        int perSlice = SLICE / size;
        for (long first = 0; first < count; first += perSlice) {
            int there = (int) Math.min(perSlice, count - first);
            var slice = records.bytes(first * size, there * size);
            for (int i = 0; i < there; i++) {
                check(first + i, slice, i * size);
            }
        }
    }

    private void check(long number, byte[] slice, int at) throws CorruptFilesystemException {
        var s = Structure.littleEndian(slice);
        if (!s.holds(at, "FILE") || (s.u16(at + 0x16) & 1) == 0) {
            return; // never used, or not now
        }
        var bytes = Arrays.copyOfRange(slice, at, at + boot.recordSize());
        for (var attribute : FileRecord.parse(number, bytes).attributes()) {
            if (!attribute.resident()) {
                var runs =
                        RunList.decode(
                                attribute.bytes(), attribute.firstCluster(), boot.clusters());
                check(number, runs);
            }
        }
    }

    private void check(long number, RunList list) throws CorruptFilesystemException {
        for (var run : list.runs()) {
            long offset = run.cluster() * boot.clusterSize();
            if (!run.isHole() && !used.covers(offset, run.count() * boot.clusterSize())) {
                throw new CorruptFilesystemException(
                        "file record %d has clusters %d to %d, which $Bitmap calls free"
                                .formatted(number, run.cluster(), run.cluster() + run.count()));
            }
        }
    }
}
