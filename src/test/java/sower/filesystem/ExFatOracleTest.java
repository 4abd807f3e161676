package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;

/// Our map of exFAT volumes against partclone's, fsck.exfat's and exfat-fuse's opinion.
@Tag("oracle")
class ExFatOracleTest {
    @TempDir private Path scratch;

    // KiB, sector size, what mkfs.exfat is told, how it is filled
    private static final String LAYOUTS =
            """
            plain                 |  65536 |  512 | -c 4K            | PLAIN
            clusters of 512 bytes |  16384 |  512 | -c 512           | AGED
            clusters of 32 KiB    | 131072 |  512 | -c 32K           | AGED
            clusters of 1 MiB     | 262144 |  512 | -c 1M            | PLAIN
            no alignment          |  49152 |  512 | -c 1K -b 16K     | FULL
            bitmap beside the FAT |  65536 |  512 | -c 4K --pack-bitmap | AGED
            4Kn                   |  65536 | 4096 | -c 8K            | AGED
            odd length            |  50003 |  512 | -c 2K            | FULL
            """;

    enum Filling {
        PLAIN,
        AGED,
        FULL
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = LAYOUTS, delimiter = '|')
    void theMapContainsPartclonesAndACopyIsClean(
            String name, long kibibytes, int sectorSize, String options, Filling filling)
            throws IOException {
        Needs.root();
        Needs.tool("mkfs.exfat", "mount.exfat-fuse", "fsck.exfat", "partclone.exfat");
        var volume = FileVolume.sparse(scratch.resolve("volume"), kibibytes << 10);
        make(volume, sectorSize, options);
        fill(volume, sectorSize, filling);

        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);
            var used = filesystem.usedBlocks();

            assertEquals("exfat", filesystem.kind(), name);
            assertEquals("golden", filesystem.label());
            assertEquals(Set.of(), filesystem.conditions());
            assertContainsPartclones(volume, used);
            assertCopyIsClean(volume, used, sectorSize);
        }
    }

    private static void make(Path volume, int sectorSize, String options) throws IOException {
        try (var device = LoopDevice.of(volume, "-b", "" + sectorSize)) {
            var command = new ArrayList<>(List.of("mkfs.exfat", "-L", "golden"));
            command.addAll(List.of(options.split(" ")));
            command.add(device.path().toString());
            Programs.run(command.toArray(String[]::new));
        }
    }

    private void fill(Path volume, int sectorSize, Filling filling) throws IOException {
        try (var mount = mount(volume, sectorSize, "rw")) {
            var tree = new FileTree(mount.path(), 1);
            switch (filling) {
                case PLAIN -> tree.make(40, 300_000);
                case AGED -> tree.make(60, 60_000).age(4, 60_000);
                case FULL -> tree.make(200, 20_000).age(3, 20_000).fill(300_000);
            }
        }
    }

    private FuseMount mount(Path volume, int sectorSize, String options) throws IOException {
        var folder = scratch.resolve("mounted");
        return FuseMount.of("mount.exfat-fuse", volume, folder, options, "-b", "" + sectorSize);
    }

    private void assertContainsPartclones(Path volume, UsedBlocks used) throws IOException {
        var theirs = Partclone.extents("partclone.exfat", volume, scratch);
        assertEquals(List.of(), Partclone.missing(used, theirs));
        var surplus = Partclone.surplus(used, theirs);
        long more = surplus.stream().mapToLong(Extent::length).sum();
        assertTrue(more * 100 < used.bytes(), () -> "beyond partclone: " + surplus);
    }

    private void assertCopyIsClean(Path volume, UsedBlocks used, int sectorSize)
            throws IOException {
        var copy = FileVolume.copyOverNoise(volume, used, scratch.resolve("copy"));
        try (var device = LoopDevice.of(copy, "-b", "" + sectorSize)) {
            var said = Programs.run("fsck.exfat", "-n", device.path().toString());
            assertTrue(said.contains(": clean."), said);
        }
        assertEquals(Files.size(volume), Files.size(copy));
        assertEquals(hashes(volume, sectorSize), hashes(copy, sectorSize));
    }

    private Map<String, String> hashes(Path volume, int sectorSize) throws IOException {
        try (var mount = mount(volume, sectorSize, "ro")) {
            return FileTree.hashes(mount.path());
        }
    }
}
