package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.binary.Structure;

/// A golden exFAT volume, and what is done to it.
class ExFatTest {
    private static final int SECTOR = 512; // and cluster
    private static final int FLAGS = 106; // VolumeFlags

    private final byte[] volume;
    private final Structure s;

    ExFatTest() throws IOException {
        volume = FileVolume.golden("exfat");
        s = Structure.littleEndian(volume);
    }

    @Test
    void theVolumeIsParsed() throws IOException {
        var filesystem = probe();

        assertEquals("exfat", filesystem.kind());
        assertEquals("golden", filesystem.label());
        assertEquals("1234-ABCD", filesystem.uuid());
        assertEquals(SECTOR, filesystem.blockSize());
        assertEquals(volume.length, filesystem.length());
        assertEquals(Set.of(), filesystem.conditions());
        assertTrue(filesystem.usedBlocks().bytes() < volume.length / 2);
    }

    @ParameterizedTest(name = "flags {0}")
    @CsvSource({"2, NOT_CLEAN", "4, MEDIA_FAILURE"})
    void whatTheVolumeSaysOfItselfIsPassedOn(int flags, Condition condition) throws IOException {
        var before = probe().usedBlocks();
        s.putU16(FLAGS, flags);

        assertEquals(Set.of(condition), probe().conditions());
        assertEquals(before, probe().usedBlocks());
    }

    @Test
    void aBootRegionWithAWrongSumIsDamage() throws IOException {
        volume[3 * SECTOR] ^= 1;

        assertTakenWhole(Condition.DAMAGED);
    }

    @Test
    void transactionalExFatIsTakenWhole() throws IOException {
        s.putU8(110, 2); // NumberOfFats: the gap before the clusters has room for the second
        putSum();

        assertTakenWhole(Condition.UNKNOWN_FEATURE);
    }

    @Test
    void aDirectoryInsideItselfComesToAnEnd() throws IOException {
        int entry = root();
        while (s.u8(entry) != 0xC0 || (s.u16(entry - 32 + 4) & 0x10) == 0) {
            entry += 32; // the stream of a directory
        }
        s.putU32(entry + 20, s.u32(96)); // FirstCluster: the root's
        s.putU8(entry + 1, 3); // contiguous
        s.putU64(entry + 24, SECTOR);
        var filesystem = probe();

        assertThrows(CorruptFilesystemException.class, filesystem::usedBlocks);
    }

    @Test
    void aBitmapThatLosesAFileIsNoticed() throws IOException {
        int entry = root();
        while (s.u8(entry) != 0x81) {
            entry += 32;
        }
        int bitmap = offset(s.u32(entry + 20));
        Arrays.fill(volume, bitmap, bitmap + SECTOR, (byte) 0);
        var filesystem = probe();

        assertThrows(CorruptFilesystemException.class, filesystem::usedBlocks);
    }

    private Filesystem probe() throws IOException {
        return Filesystems.probe(FileVolume.of(volume));
    }

    private void assertTakenWhole(Condition condition) throws IOException {
        var filesystem = probe();
        assertInstanceOf(WholeVolume.class, filesystem);
        assertEquals("exfat", filesystem.kind());
        assertEquals("1234-ABCD", filesystem.uuid());
        assertEquals(Set.of(condition), filesystem.conditions());
        assertEquals(UsedBlocks.whole(volume.length), filesystem.usedBlocks());
    }

    private int root() {
        return offset(s.u32(96)); // FirstClusterOfRootDirectory
    }

    private int offset(long cluster) {
        return (int) (s.u32(88) + cluster - 2) * SECTOR; // ClusterHeapOffset
    }

    private void putSum() {
        int sum = 0;
        for (int i = 0; i < 11 * SECTOR; i++) {
            if (i != 106 && i != 107 && i != 112) {
                sum = Integer.rotateRight(sum, 1) + s.u8(i);
            }
        }
        for (int i = 0; i < SECTOR; i += 4) {
            s.putU32(11 * SECTOR + i, sum);
        }
    }
}
