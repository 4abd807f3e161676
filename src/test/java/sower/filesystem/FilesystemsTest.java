package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.Extent;
import sower.filesystem.swap.Swap;

/// Golden volumes, and what is done with damaged ones.
class FilesystemsTest {
    private static final String UUID = "00112233-4455-6677-8899-aabbccddeeff";

    @Test
    void ext4IsReadToTheBlock() throws IOException {
        var filesystem = probe(FileVolume.golden("ext4"));

        assertEquals("ext4", filesystem.kind());
        assertEquals("golden", filesystem.label());
        assertEquals(UUID, filesystem.uuid());
        assertEquals(1024, filesystem.blockSize());
        assertEquals(2 << 20, filesystem.length());
        assertEquals(List.of(new Extent(0, 1172 * 1024)), filesystem.usedBlocks().extents());
    }

    @Test
    void fat12IsReadToTheCluster() throws IOException {
        var filesystem = probe(FileVolume.golden("fat12"));

        assertEquals("vfat", filesystem.kind());
        assertEquals("GOLDEN", filesystem.label());
        assertEquals("1234-ABCD", filesystem.uuid());
        assertEquals(2048, filesystem.blockSize());
        assertEquals(
                List.of(new Extent(0, (37 + 26 * 4) * 512), new Extent(2045 * 512, 3 * 512)),
                filesystem.usedBlocks().extents());
    }

    @Test
    void swapIsRecognisedAndMadeAnewToTheByte() throws IOException {
        var golden = FileVolume.golden("swap");

        var swap = probe(golden);

        assertEquals("swap", swap.kind());
        assertEquals(0, swap.usedBlocks().bytes());
        assertArrayEquals(
                Arrays.copyOf(golden, 4096),
                Swap.header(golden.length, swap.blockSize(), swap.uuid(), swap.label()));
    }

    @Test
    void aSleepingSystemInSwapIsNoticed() throws IOException {
        var golden = FileVolume.golden("swap");
        put(golden, 4086, "S1SUSPEND\0");

        assertEquals(Set.of(Condition.HIBERNATED), probe(golden).conditions());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mounted, 58, 0, NOT_CLEAN", // s_state
        "errors, 58, 3, NOT_CLEAN",
        "superblock, 4, 7, DAMAGED"
    })
    void anExtVolumeInDoubtIsTakenWhole(String what, int at, int value, Condition condition)
            throws IOException {
        var golden = FileVolume.golden("ext4");
        golden[1024 + at] = (byte) value;

        var filesystem = probe(golden);

        assertEquals("ext4", filesystem.kind(), what);
        assertEquals(true, filesystem.conditions().contains(condition));
        assertEquals(UsedBlocks.whole(golden.length), filesystem.usedBlocks());
    }

    @ParameterizedTest(name = "byte {0}")
    @CsvSource({"2048", "2078", "18433", "18500"})
    void damagedDescriptorsAndBitmapsAreNoticed(int at) throws IOException {
        var golden = FileVolume.golden("ext4");
        golden[at] ^= 1;
        var filesystem = probe(golden);

        assertThrows(CorruptFilesystemException.class, filesystem::usedBlocks);
    }

    @Test
    void aFatLargerThanItsVolumeIsTakenWhole() throws IOException {
        var cut = Arrays.copyOf(FileVolume.golden("fat12"), 500_000);

        var filesystem = probe(cut);

        assertEquals(Set.of(Condition.DAMAGED), filesystem.conditions());
        assertEquals(UsedBlocks.whole(cut.length), filesystem.usedBlocks());
    }

    @Test
    void aVolumeThatTwoFormatsClaimIsTakenWhole() throws IOException {
        var both = FileVolume.golden("ext4");
        System.arraycopy(FileVolume.golden("fat12"), 0, both, 0, 512);

        var filesystem = probe(both);

        assertEquals("unknown", filesystem.kind());
        assertEquals(UsedBlocks.whole(both.length), filesystem.usedBlocks());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ntfs, 3, 'NTFS    '",
        "exfat, 3, 'EXFAT   '",
        "xfs, 0, XFSB",
        "btrfs, 65600, _BHRfS_M",
        "crypto_LUKS, 0, LUKS\u00BA\u00BE",
        "BitLocker, 3, -FVE-FS-",
        "apfs, 32, NXSB",
        "hfsplus, 1024, H+",
        "hfs, 1024, BD",
        "f2fs, 1024, '\u0010 \u00F5\u00F2'",
        "dynamic, 3072, PRIVHEAD",
        "squashfs, 0, hsqs",
        "iso9660, 32769, CD001",
        "unknown, 0, ''"
    })
    void othersAreKnownByNameAndTakenWhole(String kind, int at, String magic) throws IOException {
        var bytes = new byte[200_000];
        put(bytes, at, magic);

        var filesystem = probe(bytes);

        assertEquals(kind, filesystem.kind());
        assertEquals(UsedBlocks.whole(bytes.length), filesystem.usedBlocks());
        assertEquals(1, filesystem.conditions().size());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "linux_raid_member, 4096, \u00FCN+\u00A9", // 1.2
        "linux_raid_member, 0, \u00FCN+\u00A9", // 1.1
        "linux_raid_member, 192512, \u00FCN+\u00A9", // 1.0, 8 KiB before the end
        "linux_raid_member, 131072, \u00FCN+\u00A9", // 0.90
        "bcache, 4120, \u00C6\u0085s\u00F6N\u001AE\u00CA\u0082e\u00F5\u007FH\u00BAm\u0081",
        "DM_integrity, 0, 'integrt\u0000'",
        "DM_verity_hash, 0, 'verity\u0000\u0000'",
        "vdo, 0, dmvdo001",
        "isw_raid_member, 199680, 'Intel Raid ISM Cfg Sig. 1.3.00'",
        "ddf_raid_member, 200192, '\u00DE\u0011\u00DE\u0011'"
    })
    void membersOfArraysAreTakenWholeWhateverElseTheyLookLike(String kind, int at, String magic)
            throws IOException {
        var bytes = new byte[200_704]; // 49 blocks of 4 KiB
        System.arraycopy(FileVolume.golden("ext4"), 1024, bytes, 1024, 1024);
        put(bytes, at, magic);

        var filesystem = probe(bytes);

        assertEquals(kind, filesystem.kind());
        assertEquals(UsedBlocks.whole(bytes.length), filesystem.usedBlocks());
        assertEquals(Set.of(Condition.MEMBER, Condition.NOT_PARSED), filesystem.conditions());
    }

    @Test
    void refsIsKnownByBothItsNames() throws IOException {
        var bytes = new byte[200_000];
        put(bytes, 3, "ReFS");
        assertEquals("unknown", probe(bytes).kind());
        put(bytes, 16, "FSRS");

        assertEquals("ReFS", probe(bytes).kind());
        assertEquals(UsedBlocks.whole(bytes.length), probe(bytes).usedBlocks());
    }

    @ParameterizedTest(name = "big-endian: {0}")
    @ValueSource(booleans = {false, true})
    void aPartOfAPoolOfZfsIsKnownByItsUberblocks(boolean bigEndian) throws IOException {
        var bytes = new byte[4 << 20];
        var magic = bigEndian ? "\0\0\0\0\0\u00BA\u00B1\u000C" : "\u000C\u00B1\u00BA\0";
        for (int slot = 0; slot < 3; slot++) {
            put(bytes, (128 << 10) + slot * 1024, magic); // in the first label
        }
        assertEquals("unknown", probe(bytes).kind());
        put(bytes, (3 << 20) + (512 << 10) + (128 << 10), magic); // in the third

        assertEquals("zfs_member", probe(bytes).kind());
        assertEquals(UsedBlocks.whole(bytes.length), probe(bytes).usedBlocks());
    }

    /// ZFS leaves the first 8 KiB as they were.
    @Test
    void aPoolOnWhatWasAnotherFileSystemIsTakenWhole() throws IOException {
        var bytes = FileVolume.golden("ext4");
        for (int slot = 0; slot < 8; slot++) {
            put(bytes, (128 << 10) + slot * 1024, "\u000C\u00B1\u00BA\0\0\0\0\0");
        }

        assertEquals(UsedBlocks.whole(bytes.length), probe(bytes).usedBlocks());
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"0", "1", "511", "512", "1024", "2047", "4096", "70000"})
    void volumesOfAnyLengthAreLookedAt(int length) throws IOException {
        assertEquals("unknown", probe(new byte[length]).kind());
    }

    private static Filesystem probe(byte[] bytes) throws IOException {
        return Filesystems.probe(FileVolume.of(bytes));
    }

    private static void put(byte[] bytes, int at, String text) {
        var source = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(source, 0, bytes, at, source.length);
    }
}
