package sower.filesystem.ntfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.binary.Structure;
import sower.filesystem.Condition;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.FileVolume;
import sower.filesystem.Filesystem;
import sower.filesystem.UsedBlocks;
import sower.filesystem.WholeVolume;

/// A golden NTFS volume, and what is done to it.
class NtfsTest {
    private static final long CLUSTERS = 1 << 20;

    private final byte[] volume;
    private final BootSector boot;

    NtfsTest() throws IOException {
        volume = FileVolume.golden("ntfs");
        boot = BootSector.parse(Arrays.copyOf(volume, 512));
    }

    @Test
    void theVolumeIsParsed() throws IOException {
        var filesystem = probe();

        assertInstanceOf(Ntfs.class, filesystem);
        assertEquals("golden", filesystem.label());
        assertEquals(512, filesystem.blockSize());
        assertEquals(volume.length, filesystem.length());
        assertEquals(volume.length, filesystem.usedBlocks().end());
        assertTrue(filesystem.usedBlocks().bytes() < volume.length / 2);
    }

    @Test
    void aVolumeMarkedForChkdskIsTakenWhole() throws IOException {
        long offset = boot.mftCluster() * 512 + 3 * 1024;
        long mirror = boot.mirrorCluster() * 512 + 3 * 1024;
        int flags = valueOf(offset, Attribute.VOLUME_INFORMATION) + 10;
        volume[(int) offset + flags] |= 1;
        volume[(int) mirror + flags] |= 1;

        assertTakenWhole(Condition.CHECK_DUE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"hibr", "HIBR", "RSTR"})
    void sleepingWindowsIsNoticed(String mark) throws IOException {
        var text = new String(volume, StandardCharsets.ISO_8859_1);
        put(text.indexOf("wakeasleep"), mark);

        assertTakenWhole(Condition.HIBERNATED);
    }

    @ParameterizedTest(name = "client {0}, flags {1}")
    @CsvSource({"0, 0, true", "0, 2, false", "65535, 0, false"})
    void anOpenLogMustBeReplayed(int client, int flags, boolean replay) throws IOException {
        var page = Structure.littleEndian(new byte[4096]);
        page.put(0, "RSTR".getBytes(StandardCharsets.US_ASCII));
        page.putU32(16, 4096); // sys_page_size
        page.putU16(24, 0x30); // ra_off
        page.putU64(0x30, 5); // current_lsn
        page.putU16(0x30 + 12, client);
        page.putU16(0x30 + 14, flags);
        var mft = Mft.open(FileVolume.of(volume), boot);
        var log = mft.stream(mft.record(Mft.LOG), Attribute.DATA, "").orElseThrow();
        int at = (int) log.runs().runs().getFirst().cluster() * 512;
        System.arraycopy(page.bytes(0, 4096), 0, volume, at, 4096);

        assertEquals(replay ? Set.of(Condition.NEEDS_RECOVERY) : Set.of(), probe().conditions());
    }

    @Test
    void aRecordThatDiffersFromItsMirrorIsDamage() throws IOException {
        int mirror = (int) boot.mirrorCluster() * 512 + 3 * 1024;
        volume[mirror + valueOf(mirror, Attribute.VOLUME_NAME)] ^= 1;

        assertTakenWhole(Condition.DAMAGED);
    }

    @Test
    void aBootSectorThatDiffersFromItsBackupIsDamage() throws IOException {
        volume[volume.length - 512 + 0x30] ^= 1;

        assertTakenWhole(Condition.DAMAGED);
    }

    @Test
    void aVolumeWithoutBackupIsParsed() throws IOException {
        Arrays.fill(volume, volume.length - 512, volume.length, (byte) 0);

        assertEquals(volume.length, probe().usedBlocks().end());
    }

    @Test
    void withoutABackupAShorterVolumeIsNoticed() throws IOException {
        Structure.littleEndian(volume).putU64(0x28, boot.totalSectors() - 1);
        Arrays.fill(volume, volume.length - 512, volume.length, (byte) 0);
        var filesystem = probe();

        assertThrows(CorruptFilesystemException.class, filesystem::usedBlocks);
    }

    @Test
    void aBitmapThatLosesAFileIsNoticed() throws IOException {
        var mft = Mft.open(FileVolume.of(volume), boot);
        var bitmap = mft.stream(mft.record(Mft.BITMAP), Attribute.DATA, "").orElseThrow();
        int at = (int) bitmap.runs().runs().getFirst().cluster() * 512;
        Arrays.fill(volume, at, at + 512, (byte) 0);
        var filesystem = probe();

        assertThrows(CorruptFilesystemException.class, filesystem::usedBlocks);
    }

    @Test
    void aRecordWrittenInPartIsNoticed() {
        int at = (int) boot.mftCluster() * 512;
        var torn = Arrays.copyOfRange(volume, at, at + 1024);
        torn[1022] ^= 1;

        assertThrows(CorruptFilesystemException.class, () -> FileRecord.parse(0, torn));
    }

    @ParameterizedTest(name = "{0} x {1}: {2}")
    @CsvSource({
        "512, 1, 512",
        "512, 128, 65536",
        "512, 248, 131072",
        "512, 244, 2097152",
        "4096, 1, 4096",
        "4096, 247, 2097152"
    })
    void clustersOfAllSizesAreUnderstood(int sectorSize, int field, int clusterSize)
            throws IOException {
        var s = Structure.littleEndian(Arrays.copyOf(volume, 512));
        s.putU16(0x0B, sectorSize);
        s.putU8(0x0D, field);
        s.putU64(0x28, 1L << 32);
        s.putU8(0x40, 246); // records of 1 KiB, whatever the cluster

        assertEquals(clusterSize, BootSector.parse(s.bytes(0, 512)).clusterSize());
    }

    @ParameterizedTest(name = "field {0}")
    @CsvSource({"246, 1024", "244, 4096", "2, 1024"})
    void recordSizesAreUnderstood(int field, int recordSize) throws IOException {
        var s = Structure.littleEndian(Arrays.copyOf(volume, 512));
        s.putU8(0x40, field);

        assertEquals(recordSize, BootSector.parse(s.bytes(0, 512)).recordSize());
    }

    @Test
    void runListsAreReadAsTheyWereWritten() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var runs = runs(random, random.nextInt(1, 40));

            var read = RunList.decode(encode(runs), runs.getFirst().first(), CLUSTERS);

            assertEquals(runs, read.runs(), "seed " + seed);
        }
    }

    @Test
    void holesAndWhatWasNeverWrittenReadAsZeros() throws IOException {
        var bytes = new byte[10 * 512];
        Arrays.fill(bytes, (byte) 1);
        var runs =
                List.of(
                        new RunList.Run(0, 7, 1),
                        new RunList.Run(1, RunList.Run.HOLE, 1),
                        new RunList.Run(2, 2, 2));
        var none = ByteBuffer.allocate(0);
        var stream =
                new Stream(FileVolume.of(bytes), 512, none, new RunList(runs), 2048, 1024 + 100);
        var expected = new byte[2048];
        Arrays.fill(expected, 0, 512, (byte) 1);
        Arrays.fill(expected, 1024, 1124, (byte) 1);

        assertArrayEquals(expected, stream.bytes(0, 2048));
        assertArrayEquals(Arrays.copyOfRange(expected, 500, 1200), stream.bytes(500, 700));
    }

    private Filesystem probe() throws IOException {
        return Ntfs.probe(FileVolume.of(volume)).orElseThrow();
    }

    private void assertTakenWhole(Condition condition) throws IOException {
        var filesystem = probe();
        assertInstanceOf(WholeVolume.class, filesystem);
        assertEquals(Set.of(condition), filesystem.conditions());
        assertEquals(boot.serial(), filesystem.uuid());
        assertEquals(UsedBlocks.whole(volume.length), filesystem.usedBlocks());
    }

    private void put(int at, String text) {
        var source = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(source, 0, volume, at, source.length);
    }

    /// Where the value of a record's attribute is, in the record.
    private int valueOf(long record, int type) {
        var s =
                Structure.littleEndian(
                        Arrays.copyOfRange(volume, (int) record, (int) record + 1024));
        int at = s.u16(0x14);
        while (s.u32(at) != type) {
            at += (int) s.u32(at + 4);
        }
        return at + s.u16(at + 20);
    }

    private static List<RunList.Run> runs(Random random, int count) {
        var runs = new ArrayList<RunList.Run>();
        long first = random.nextInt(1000);
        for (int i = 0; i < count; i++) {
            long length = 1 + random.nextLong(1 << random.nextInt(17));
            boolean hole = random.nextInt(4) == 0;
            long cluster = hole ? RunList.Run.HOLE : random.nextLong(CLUSTERS - length);
            runs.add(new RunList.Run(first, cluster, length));
            first += length;
        }
        return runs;
    }

    private static byte[] encode(List<RunList.Run> runs) {
        var pairs = new ByteArrayOutputStream();
        long last = 0;
        for (var run : runs) {
            var count = shortest(run.count());
            var distance = run.isHole() ? new byte[0] : shortest(run.cluster() - last);
            pairs.write(distance.length << 4 | count.length);
            pairs.writeBytes(count);
            pairs.writeBytes(distance);
            last = run.isHole() ? last : run.cluster();
        }
        pairs.write(0);
        return pairs.toByteArray();
    }

    /// The fewest bytes, least significant first, from which the signed value comes back.
    private static byte[] shortest(long value) {
        int width = 1;
        while (value >> 8 * width - 1 != 0 && value >> 8 * width - 1 != -1) {
            width++;
        }
        var bytes = new byte[width];
        for (int i = 0; i < width; i++) {
            bytes[i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }
}
