package sower.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.Extent;
import sower.disk.RefusedException;
import sower.image.Manifest.Contents;
import sower.partition.Partition;

/// One master with swap and a file system that ends before its partition, on other disks.
class PlacementTest {
    private static final long MIB = 1 << 20;
    private static final long DISK = 200 * MIB;
    private static final Geometry GROW = new Geometry(Geometry.LAST, false);

    @Test
    void aDiskLikeTheMasterChangesNothing() throws RefusedException {
        var placement = place(image("gpt", "ext4"), Geometry.AS_CAPTURED, DISK, 512);

        assertEquals(List.of(), placement.changes());
        assertTrue(placement.growth().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"ext4, resize2fs", "ntfs, ntfsresize", "xfs, xfs_growfs", "btrfs, btrfs"})
    void theLastPartitionTakesTheRest(String filesystem, String tool) throws RefusedException {
        var placement = place(image("gpt", filesystem), GROW, DISK + 100 * MIB, 512);

        var growth = placement.growth().orElseThrow();
        assertEquals(2, growth.slot());
        assertEquals(299 * MIB, growth.extent().end());
        assertTrue(growth.tools().contains(tool));
        assertEquals(growth.extent(), last(placement).extent());
    }

    @Test
    void whatNoProgramGrowsIsRefused() {
        var refused = refusal(image("gpt", "crypto_LUKS"), GROW, DISK * 2, 512);

        assertTrue(refused.contains("crypto_LUKS"), refused);
        assertTrue(
                refusal(image("gpt", "ext4"), new Geometry(7, false), DISK * 2, 512)
                        .contains("no partition 7"));
    }

    @Test
    void aPartitionBeforeAnotherDoesNotGrow() throws RefusedException {
        var placement = place(image("gpt", "ext4"), new Geometry(1, false), DISK * 2, 512);

        assertTrue(placement.growth().isEmpty());
    }

    @Test
    void aSmallerDiskCostsOnlyWhatTheFilesystemDoesNotCover() throws RefusedException {
        var smallest = (20 + 100) * MIB + 33 * 512; // the file system, and the table's backup

        var placement = place(image("gpt", "ext4"), GROW, smallest, 512);

        assertEquals(100 * MIB, last(placement).extent().length());
        var refused = refusal(image("gpt", "ext4"), GROW, smallest - 512, 512);
        assertTrue(refused.contains("too small"), refused);
    }

    @ParameterizedTest
    @CsvSource({"512, 4096, ext4", "512, 4096, btrfs", "4096, 512, ext4", "4096, 512, xfs"})
    void sectorsOfAnotherSizeAreBorne(int before, int after, String filesystem)
            throws RefusedException {
        var image = image("gpt", filesystem, before, 4096);

        var placement = place(image, Geometry.AS_CAPTURED, DISK, after);

        assertEquals(after, placement.table().orElseThrow().sectorSize());
        assertTrue(placement.changes().getFirst().words().startsWith("sectors of"));
    }

    @ParameterizedTest
    @CsvSource({"vfat, 512", "ntfs, 4096", "xfs, 4096", "ext4, 1024", "unknown, 512"})
    void sectorsOfAnotherSizeAreNotBorne(String filesystem, int blockSize) {
        var image = image("gpt", filesystem, 512, blockSize);

        var refused = refusal(image, Geometry.AS_CAPTURED, DISK, 4096);

        assertTrue(refused.contains(filesystem) && refused.contains("4,096"), refused);
    }

    /// An extended partition goes with its last logical one.
    @Test
    void aLogicalPartitionGrowsWithTheOneAroundIt() throws RefusedException {
        var image = withExtended();

        var placement = place(image, GROW, DISK + 100 * MIB, 512);

        var partitions = placement.table().orElseThrow().partitions();
        assertEquals(300 * MIB, partitions.get(1).extent().end());
        assertEquals(300 * MIB, partitions.get(2).extent().end());
        assertEquals(300 * MIB, placement.growth().orElseThrow().extent().end());
    }

    /// Whatever the disk: partitions begin where they did, hold what they held, and overlap
    /// nothing.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void nothingIsEverCutOff(int seed) {
        var random = new Random(seed);
        int placed = 0;
        for (int i = 0; i < 500; i++) {
            var image = random.nextBoolean() ? image("gpt", "ext4") : withExtended();
            var geometry = new Geometry(random.nextInt(4) - 1, random.nextBoolean());
            long length = 512 * random.nextLong(200_000, 900_000);
            Placement placement;
            try {
                placement = place(image, geometry, length, random.nextInt(5) == 0 ? 4096 : 512);
            } catch (RefusedException misfit) {
                continue;
            }
            placed++;
            var table = placement.table().orElseThrow();
            var partitions = new ArrayList<>(table.partitions());
            for (var partition : partitions) {
                assertTrue(partition.extent().end() <= length);
                for (var volume : image.volumes()) {
                    if (volume.slot() == partition.slot()) {
                        assertEquals(volume.offset(), partition.extent().offset());
                        long least =
                                volume.contents() == Contents.DATA
                                        ? volume.lastExtentEnd()
                                        : volume.length() / 2;
                        assertTrue(partition.extent().length() >= least);
                    }
                }
            }
            partitions.removeIf(partition -> partition.type().equals("0F"));
            for (int j = 1; j < partitions.size(); j++) {
                var before = partitions.get(j - 1).extent();
                assertFalse(before.end() > partitions.get(j).extent().offset());
            }
        }
        assertTrue(placed > 50, "" + placed);
    }

    private static Placement place(Manifest image, Geometry geometry, long length, int sectorSize)
            throws RefusedException {
        return Placement.of(image, geometry, length, sectorSize);
    }

    private static String refusal(Manifest image, Geometry geometry, long length, int sectorSize) {
        var refused =
                assertThrows(
                        RefusedException.class, () -> place(image, geometry, length, sectorSize));
        return String.valueOf(refused.getMessage());
    }

    private static Partition last(Placement placement) {
        return placement.table().orElseThrow().partitions().getLast();
    }

    private static Manifest image(String kind, String filesystem) {
        return image(kind, filesystem, 512, 4096);
    }

    private static Manifest image(String kind, String filesystem, int sectorSize, int blockSize) {
        return image(
                kind,
                sectorSize,
                List.of(partition(1, 1, 19, "swap"), partition(2, 20, 179, "linux")),
                List.of(
                        volume(1, 1, 19, Contents.SWAP, "swap", 4096),
                        volume(2, 20, 179, Contents.DATA, filesystem, blockSize)));
    }

    private static Manifest withExtended() {
        return image(
                "mbr",
                512,
                List.of(
                        partition(1, 1, 19, "82"),
                        partition(2, 20, 180, "0F"),
                        partition(5, 21, 179, "83")),
                List.of(
                        volume(1, 1, 19, Contents.SWAP, "swap", 4096),
                        volume(5, 21, 179, Contents.DATA, "ext4", 4096)));
    }

    private static Manifest image(
            String kind, int sectorSize, List<Partition> partitions, List<Manifest.Volume> all) {
        return new Manifest(
                Manifest.FORMAT,
                "lab",
                1,
                0,
                "",
                Instant.EPOCH,
                new Manifest.Source("", "", DISK, sectorSize),
                new Manifest.Layout(kind, "00112233", sectorSize, partitions, ""),
                all,
                "");
    }

    private static Partition partition(int slot, int at, int mebibytes, String type) {
        return new Partition(slot, new Extent(at * MIB, mebibytes * MIB), type, "", "", 0);
    }

    private static Manifest.Volume volume(
            int slot, int at, int mebibytes, Contents contents, String filesystem, int blockSize) {
        return new Manifest.Volume(
                "sda" + slot,
                slot,
                at * MIB,
                mebibytes * MIB,
                contents,
                filesystem,
                "",
                "",
                blockSize,
                0,
                contents == Contents.DATA ? 100 * MIB : mebibytes * MIB,
                "",
                0,
                List.of(),
                List.of());
    }
}
