package sower.filesystem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.ByteSource;
import sower.partition.PartitionTable;

/// Whatever stands on a disk, looking at it ends in an answer or an `IOException`, soon.
class DamageTest {
    private static final int ROUNDS = 400;
    private static final int SECTORS = 200;
    private static final int SECTOR = 512;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ext4", "fat12", "fat16", "swap", "exfat", "ntfs"})
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

    /// Every format that is parsed has a golden volume here.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ext4", "fat12", "fat16", "fat32", "exfat", "ntfs"})
    @Timeout(60)
    void aDamagedSectorNeverMakesTheMapSmaller(String name) throws IOException {
        var volume = FileVolume.golden(name);
        var undamaged = Filesystems.probe(FileVolume.of(volume)).usedBlocks();
        var sectors = metadata(volume, undamaged);
        var lost = new ArrayList<String>();
        int parsed = 0;
        for (int seed = 0; seed < SECTORS; seed++) {
            var random = new Random(seed);
            int at = sectors.get(random.nextInt(sectors.size())) * SECTOR;
            var before = Arrays.copyOfRange(volume, at, at + SECTOR);
            var kind = damage(volume, at, random);
            var answer = answer(FileVolume.of(volume), undamaged);
            if (answer == Answer.SMALLER) {
                lost.add("seed %d: %s in sector %d".formatted(seed, kind, at / SECTOR));
            }
            parsed += answer == Answer.COMPLETE ? 1 : 0;
            System.arraycopy(before, 0, volume, at, SECTOR);
        }
        assertEquals(List.of(), lost);
        assertTrue(parsed < SECTORS, "no damage was noticed");
    }

    private enum Answer {
        COMPLETE,
        SMALLER,
        WHOLE,
        REFUSED
    }

    private static Answer answer(ByteSource volume, UsedBlocks undamaged) throws IOException {
        try {
            var filesystem = Filesystems.probe(volume);
            var used = filesystem.usedBlocks();
            if (filesystem instanceof WholeVolume) {
                assertFalse(filesystem.conditions().isEmpty());
                assertEquals(UsedBlocks.whole(volume.length()), used);
                return Answer.WHOLE;
            }
            boolean complete =
                    undamaged.extents().stream()
                            .allMatch(extent -> used.covers(extent.offset(), extent.length()));
            return complete ? Answer.COMPLETE : Answer.SMALLER;
        } catch (CorruptFilesystemException refused) {
            assertNotNull(refused.getMessage());
            return Answer.REFUSED;
        }
    }

    /// The used sectors that are no files' contents, which are text; those that are not all the
    /// same byte count four times.
    private static List<Integer> metadata(byte[] volume, UsedBlocks used) {
        var sectors = new ArrayList<Integer>();
        for (var extent : used.extents()) {
            for (int i = (int) (extent.offset() / SECTOR); i < extent.end() / SECTOR; i++) {
                var bytes = Arrays.copyOfRange(volume, i * SECTOR, (i + 1) * SECTOR);
                boolean text = new String(bytes, ISO_8859_1).matches("(?s)[ -~\\n]+\\x00*");
                boolean plain = new String(bytes, ISO_8859_1).matches("(?s)(.)\\1*");
                if (!text) {
                    sectors.addAll(Collections.nCopies(plain ? 1 : 4, i));
                }
            }
        }
        return sectors;
    }

    private static String damage(byte[] volume, int at, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                var noise = new byte[SECTOR];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, volume, at, SECTOR);
                yield "noise";
            }
            case 1 -> {
                Arrays.fill(volume, at, at + SECTOR, (byte) 0);
                yield "zeros";
            }
            case 2 -> {
                Arrays.fill(volume, at, at + SECTOR, (byte) 0xFF);
                yield "ones";
            }
            default -> {
                var where = new TreeSet<Integer>();
                for (int i = random.nextInt(1, 9); i > 0; i--) {
                    int in = random.nextInt(SECTOR);
                    volume[at + in] ^= (byte) random.nextInt(1, 256);
                    where.add(in);
                }
                yield "other bytes at " + where;
            }
        };
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
