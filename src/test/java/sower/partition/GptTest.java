package sower.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.RefusedException;

class GptTest {
    private static final long MIB = 1 << 20;
    private static final String LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";

    @TempDir private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenIsReadBack(int seed) throws IOException {
        var table = random(new Random(seed));
        var file = disk(300 * MIB);
        try (var device = BlockDevice.claimTarget(file)) {
            table.write(device);

            assertEquals(Optional.of(table), PartitionTable.read(device, 512));
        }
    }

    @Test
    void theBackupIsReadWhereThePrimaryIsDamaged() throws IOException {
        var table = random(new Random(1));
        try (var device = BlockDevice.claimTarget(disk(300 * MIB))) {
            table.write(device);
            device.write(512 + 60, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertEquals(Optional.of(table), PartitionTable.read(device, 512));

            device.write(1024 + 5, ByteBuffer.wrap(new byte[] {1}));
            device.write(512, ByteBuffer.allocate(512));
            assertEquals(Optional.of(table), PartitionTable.read(device, 512));
        }
    }

    @Test
    void damagedEntriesAreReadFromTheBackup() throws IOException {
        try (var device = BlockDevice.claimTarget(disk(300 * MIB))) {
            random(new Random(1)).write(device);
            device.write(1024 + 5, ByteBuffer.wrap(new byte[] {1}));

            assertEquals(
                    random(new Random(1)).partitions(),
                    PartitionTable.read(device, 512).orElseThrow().partitions());
        }
    }

    @Test
    void bootCodeSurvivesWriting() throws IOException {
        try (var device = BlockDevice.claimTarget(disk(300 * MIB))) {
            var code = new byte[440];
            new Random(7).nextBytes(code);
            device.write(0, ByteBuffer.wrap(code));

            random(new Random(1)).write(device);

            assertArrayEquals(code, device.bytes(0, 440));
        }
    }

    @Test
    void aTableMovesToALargerDiskWithLargerSectors() throws IOException {
        var table = random(new Random(1));

        var moved = table.movedTo(1000 * MIB, 4096);

        assertEquals(table.partitions(), moved.partitions());
        assertEquals(1000 * MIB / 4096 - 2 - 4, moved.lastUsableSector());
    }

    @Test
    void aTableThatDoesNotFitIsRefusedInWords() {
        var table = random(new Random(1));

        var small = assertThrows(RefusedException.class, () -> table.movedTo(20 * MIB, 512));
        assertTrue(small.toString().contains("too small"), small.getMessage());
        var odd =
                new Gpt(
                        table.diskId(),
                        512,
                        300 * MIB,
                        List.of(partition(1, new Extent(MIB + 512, MIB))));
        assertThrows(RefusedException.class, () -> odd.movedTo(300 * MIB, 4096));
    }

    @Test
    void aWipedDiskHasNoTableAndKeepsEverythingElse() throws IOException {
        try (var device = BlockDevice.claimTarget(disk(300 * MIB))) {
            random(new Random(1)).write(device);
            device.write(MIB, ByteBuffer.wrap(new byte[] {42}));

            PartitionTable.wipe(device);

            assertEquals(Optional.empty(), PartitionTable.read(device, 512));
            assertEquals(42, device.bytes(MIB, 1)[0]);
            assertArrayEquals(new byte[34 * 512], device.bytes(0, 34 * 512));
            assertArrayEquals(new byte[33 * 512], device.bytes(300 * MIB - 33 * 512, 33 * 512));
        }
    }

    private static Gpt random(Random random) {
        var partitions = new ArrayList<Partition>();
        long at = MIB;
        for (int slot = 1; at < 250 * MIB; slot += random.nextInt(1, 4)) {
            long length = random.nextInt(1, 60) * MIB;
            partitions.add(partition(slot, new Extent(at, length)));
            at += length + random.nextInt(3) * MIB;
        }
        partitions.removeIf(partition -> partition.extent().end() > 299 * MIB);
        return new Gpt(id(9), 512, 300 * MIB, partitions);
    }

    private static Partition partition(int slot, Extent extent) {
        return new Partition(slot, extent, LINUX, id(slot), "Name " + slot + " äöü", 1L << 60);
    }

    private static String id(int seed) {
        var random = new Random(seed);
        return new UUID(random.nextLong(), random.nextLong()).toString().toUpperCase(Locale.ROOT);
    }

    private Path disk(long length) throws IOException {
        var file = folder.resolve("disk.img");
        try (var random = new RandomAccessFile(file.toFile(), "rw")) {
            random.setLength(length);
        }
        return file;
    }
}
