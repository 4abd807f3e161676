package sower.practice;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.swap.Swap;
import sower.partition.Partition;
import sower.partition.PartitionTable;

/// Makes a disk worth imaging, in a sparse file: GPT, a small boot volume, a volume with files, and
/// swap.
final class SampleDisk {
    private static final int SECTOR = 512;
    private static final long MIB = 1 << 20;
    private static final String ESP = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
    private static final String DATA = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7";
    private static final String SWAP = "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F";

    private final Random random;

    SampleDisk(Random random) {
        this.random = random;
    }

    /// @param length bytes, at least 64 MiB
    void make(Path file, long length) throws IOException {
        long boot = 16 * MIB;
        long swap = Math.max(8 * MIB, length / 16 / MIB * MIB);
        long data = (length - boot - swap - 3 * MIB) / MIB * MIB;
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(length);
        }
        var partitions =
                List.of(
                        partition(1, MIB, boot, ESP, "EFI system"),
                        partition(2, MIB + boot, data, DATA, "System"),
                        partition(3, MIB + boot + data, swap, SWAP, "Swap"));
        try (var disk = BlockDevice.claimTarget(file)) {
            new FatVolume("BOOT", random).write(disk, partitions.get(0).extent(), 0.3);
            new FatVolume("SYSTEM", random).write(disk, partitions.get(1).extent(), 0.6);
            byte[] header = Swap.header(swap, 4096, uuid(), "swap");
            disk.write(partitions.get(2).extent().offset(), ByteBuffer.wrap(header));
            PartitionTable.of("gpt", uuid(), SECTOR, length, partitions, List.of()).write(disk);
        }
    }

    private Partition partition(int slot, long offset, long length, String type, String label) {
        return new Partition(slot, new Extent(offset, length), type, uuid(), label, 0);
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString().toUpperCase(Locale.ROOT);
    }
}
