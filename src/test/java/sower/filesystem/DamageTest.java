package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.ByteSource;
import sower.partition.PartitionTable;

/// Whatever stands on a disk, looking at it ends in an answer or an `IOException`, soon.
class DamageTest {
    private static final int ROUNDS = 400;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ext4", "fat12", "swap"})
    void damagedVolumesAreAnsweredOrRefused(String name) throws IOException {
        var golden = FileVolume.golden(name);
        for (int seed = 0; seed < ROUNDS; seed++) {
            var bytes = damaged(golden, new Random(seed));
            try {
                var source = FileVolume.of(bytes);
                var filesystem = Filesystems.probe(source);
                var used = filesystem.usedBlocks();
                assertTrue(used.end() <= bytes.length, name + " with seed " + seed);
            } catch (IOException refused) {
                assertTrue(refused.getMessage() != null, name + " with seed " + seed);
            } catch (RuntimeException bug) {
                throw new AssertionError(name + " with seed " + seed, bug);
            }
        }
    }

    @ParameterizedTest(name = "sectors of {0}")
    @ValueSource(ints = {512, 4096})
    void randomTablesAreAnsweredOrRefused(int sectorSize) throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var bytes = new byte[1 << 16];
            var random = new Random(seed);
            random.nextBytes(bytes);
            for (int i = 0; i < 4; i++) {
                bytes[446 + 16 * i] = (byte) (seed % 3 == 0 ? 0x80 : 0);
                bytes[446 + 16 * i + 4] = (byte) (seed % 2 == 0 ? 0x05 : 0x83);
                bytes[446 + 16 * i + 9] = 0;
                bytes[446 + 16 * i + 10] = 0;
                bytes[446 + 16 * i + 11] = 0;
            }
            bytes[510] = 0x55;
            bytes[511] = (byte) 0xAA;
            ByteSource disk = FileVolume.of(bytes);
            for (var table : PartitionTable.read(disk, sectorSize).stream().toList()) {
                assertTrue(table.partitions().size() <= 4 + 4 * 256);
            }
        }
    }

    private static byte[] damaged(byte[] golden, Random random) {
        var bytes = golden.clone();
        int count = random.nextInt(1, 30);
        for (int i = 0; i < count; i++) {
            // most of what matters stands at the beginning
            int at = random.nextInt(random.nextBoolean() ? 2304 : Math.min(bytes.length, 65536));
            bytes[at] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
