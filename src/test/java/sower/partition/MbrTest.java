package sower.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.RefusedException;
import sower.filesystem.FileVolume;

class MbrTest {
    private static final long MIB = 1 << 20;
    private static final long LENGTH = 200 * MIB;

    @TempDir private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenIsReadBack(int seed) throws IOException {
        var table = random(new Random(seed));
        try (var disk = disk()) {
            table.write(disk);

            assertEquals(Optional.of(table), PartitionTable.read(disk, 512));
        }
    }

    @Test
    void aChainThatRunsInACircleEnds() throws IOException {
        var table = random(new Random(1));
        try (var disk = disk()) {
            table.write(disk);
            // the second entry of the first table in the chain points to itself
            var link = disk.bytes(10 * MIB, 512);
            MbrSector.of(link).put(1, new MbrSector.Entry(0, 0x05, 0, 100));
            disk.write(10 * MIB, ByteBuffer.wrap(link));

            assertEquals(3, PartitionTable.read(disk, 512).orElseThrow().partitions().size());
        }
    }

    @Test
    void whatAnMbrCannotAddressIsRefused() {
        var large = partition(1, "83", new Extent(MIB, 3L << 40));
        var table = new Mbr("00000001", 512, 4L << 40, List.of(large));

        assertThrows(RefusedException.class, () -> table.movedTo(4L << 40, 512));
        assertThrows(RefusedException.class, () -> table.movedTo(1L << 40, 512));
    }

    /// A primary partition, an extended one, and logical ones with a sector or more between them.
    private static Mbr random(Random random) {
        var partitions = new ArrayList<Partition>();
        partitions.add(partition(1, "07", new Extent(MIB, 9 * MIB)));
        partitions.add(partition(2, "0f", new Extent(10 * MIB, 180 * MIB)));
        long at = 10 * MIB + 512;
        for (int slot = 5; at < 150 * MIB; slot++) {
            long length = random.nextInt(1, 40) * MIB;
            partitions.add(partition(slot, "83", new Extent(at, length)));
            at += length + random.nextInt(1, 5000) * 512L;
        }
        return new Mbr("1234abcd", 512, LENGTH, partitions);
    }

    private static Partition partition(int slot, String type, Extent extent) {
        return new Partition(slot, extent, type, "", "", slot == 1 ? 0x80 : 0);
    }

    private BlockDevice disk() throws IOException {
        return BlockDevice.claimTarget(FileVolume.sparse(folder.resolve("disk.img"), LENGTH));
    }
}
