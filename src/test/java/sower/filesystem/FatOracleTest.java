package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;

/// Our map of FAT volumes against partclone's and fsck.fat's opinion.
@Tag("oracle")
class FatOracleTest {
    @TempDir private Path scratch;

    @ParameterizedTest(name = "FAT{0} of {1} KiB, {2} sectors per cluster, sectors of {3}")
    @CsvSource({
        "12, 4096, 4, 512",
        "12, 1440, 1, 512",
        "16, 32768, 4, 512",
        "16, 20001, 2, 512",
        "32, 300000, 8, 512",
        "32, 70000, 1, 512",
        "32, 600000, 1, 4096"
    })
    void theMapContainsPartclonesAndACopyIsClean(
            int bits, int kibibytes, int clusterSectors, int sectorSize) throws IOException {
        Needs.tool("mkfs.fat", "mcopy", "mdel", "fsck.fat", "partclone.fat");
        var volume = FileVolume.sparse(scratch.resolve("volume"), (long) kibibytes << 10);
        Programs.run(
                "mkfs.fat",
                "-F" + bits,
                "-s" + clusterSectors,
                "-S" + sectorSize,
                "-nGOLDEN",
                "-i1234ABCD",
                volume.toString());
        fill(volume);

        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);
            var used = filesystem.usedBlocks();

            assertEquals("vfat", filesystem.kind());
            assertEquals("GOLDEN", filesystem.label());
            assertEquals("1234-ABCD", filesystem.uuid());
            assertEquals(Set.of(), filesystem.conditions());
            if (bits != 12) {
                assertSameAsPartclone(volume, used);
            } // partclone 0.3.23 misses used clusters of FAT12 volumes
            var copy = FileVolume.copy(volume, used, scratch.resolve("copy"));
            Programs.run("fsck.fat", "-n", copy.toString());
            assertFilesAreThere(copy);
        }
    }

    private void assertSameAsPartclone(Path volume, UsedBlocks used) throws IOException {
        var expected = new UsedBlocks.Builder(Files.size(volume));
        for (var extent : Partclone.extents("partclone.fat", volume, scratch)) {
            expected.add(extent.offset(), extent.length());
        }
        assertEquals(expected.build(), used);
    }

    private void assertFilesAreThere(Path copy) throws IOException {
        for (int i = 0; i < 12; i++) {
            var read = scratch.resolve("read" + i);
            if (i % 3 != 0) {
                Programs.run("mcopy", "-i", copy.toString(), "::/f" + i, read.toString());
                assertEquals(-1, Files.mismatch(scratch.resolve("f" + i), read));
            }
        }
    }

    private void fill(Path volume) throws IOException {
        var random = new Random(1);
        for (int i = 0; i < 12; i++) {
            var bytes = new byte[random.nextInt(1, 150_000)];
            random.nextBytes(bytes);
            var file = Files.write(scratch.resolve("f" + i), bytes);
            Programs.run("mcopy", "-i", volume.toString(), file.toString(), "::/");
        }
        for (int i = 0; i < 12; i += 3) {
            Programs.run("mdel", "-i", volume.toString(), "::/f" + i);
        }
    }
}
