package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.Needs;
import sower.Programs;
import sower.binary.Structure;
import sower.disk.BlockDevice;
import sower.disk.Extent;

/// Our map of NTFS volumes against partclone's, ntfsresize's and ntfs-3g's opinion.
@Tag("oracle")
class NtfsOracleTest {
    @TempDir private Path scratch;

    // KiB, what mkntfs is told, how it is filled, KiB after ntfsresize
    private static final String LAYOUTS =
            """
            plain                  |  65536 | -c 4096          | PLAIN |
            clusters of 512 bytes  |  32768 | -c 512           | AGED  |
            clusters of 1 KiB      |  49152 | -c 1024          | FULL  |
            clusters of 64 KiB     | 131072 | -c 65536         | AGED  |
            clusters of 2 MiB      | 524288 | -c 2097152       | PLAIN |
            4Kn                    |  65536 | -s 4096 -c 4096  | AGED  |
            4Kn, larger clusters   |  65536 | -s 4096 -c 32768 | FULL  |
            splintered             |   8192 | -c 512           | SPLINTERED |
            odd length             |  50003 | -c 8192          | AGED  |
            shrunk                 |  98304 | -c 4096          | AGED  | 60001
            grown                  |  24576 | -c 512           | FULL  | 131072
            """;

    enum Filling {
        PLAIN,
        AGED,
        FULL,
        SPLINTERED
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = LAYOUTS, delimiter = '|')
    void theMapContainsPartclonesAndACopyIsClean(
            String name, long kibibytes, String options, Filling filling, Long resized)
            throws IOException {
        Needs.root();
        Needs.tool("mkntfs", "ntfs-3g", "ntfsresize", "ntfsfix", "ntfsinfo", "partclone.ntfs");
        var volume = make(kibibytes, options);
        fill(volume, filling);
        if (filling == Filling.SPLINTERED) {
            assertTrue(
                    Programs.run("ntfsinfo", "-i0", volume.toString()).contains("ATTRIBUTE_LIST"));
        }
        if (resized != null) {
            resize(volume, kibibytes, resized);
        }

        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);
            var used = filesystem.usedBlocks();

            assertEquals("ntfs", filesystem.kind(), name);
            assertEquals("golden", filesystem.label());
            assertEquals(Set.of(), filesystem.conditions());
            assertEquals(filesystem.length(), used.end());
            assertContainsPartclones(volume, used, filesystem);
            assertCopyIsClean(volume, used, filesystem);
        }
    }

    private Path make(long kibibytes, String options) throws IOException {
        var volume = FileVolume.sparse(scratch.resolve("volume"), kibibytes << 10);
        var command = new ArrayList<>(List.of("mkntfs", "-F", "-Q", "-q", "-L", "golden"));
        command.addAll(List.of(options.split(" ")));
        command.add(volume.toString());
        Programs.run(command.toArray(String[]::new));
        return volume;
    }

    private void fill(Path volume, Filling filling) throws IOException {
        try (var mount = mount(volume, "rw")) {
            var tree = new FileTree(mount.path(), 1);
            switch (filling) {
                case PLAIN -> tree.make(40, 300_000);
                case AGED -> tree.make(60, 100_000).age(4, 100_000);
                case FULL -> tree.make(200, 20_000).age(3, 20_000).fill(300_000);
                case SPLINTERED -> tree.splinter();
            }
        }
    }

    private FuseMount mount(Path volume, String options) throws IOException {
        return FuseMount.of("ntfs-3g", volume, scratch.resolve("mounted"), options);
    }

    /// Changes its length, and fills what was added so that old and new pieces mix.
    private void resize(Path volume, long before, long after) throws IOException {
        if (after > before) {
            FileVolume.sparse(volume, after << 10);
        }
        var size = "%dk".formatted(after * 1024 / 1000 - 1);
        Programs.feed("y\n", "ntfsresize", "-f", "-f", "-s", size, volume.toString());
        cutBehindBackup(volume);
        Programs.run("ntfsfix", "-d", volume.toString());
        try (var mount = mount(volume, "rw")) {
            new FileTree(mount.path(), 2).make(30, 100_000);
        }
    }

    /// What a partitioner does after ntfsresize; then ntfsfix finds the place of the backup.
    private static void cutBehindBackup(Path volume) throws IOException {
        try (var file = FileChannel.open(volume, StandardOpenOption.WRITE);
                var source = BlockDevice.openSource(volume)) {
            var boot = Structure.littleEndian(source.bytes(0, 512));
            file.truncate((boot.u64(0x28) + 1) * boot.u16(0x0B));
        }
    }

    /// partclone takes clusters only: not the backup, nor the sectors before it that are too few
    /// for another cluster.
    private void assertContainsPartclones(Path volume, UsedBlocks used, Filesystem filesystem)
            throws IOException {
        var theirs = Partclone.extents("partclone.ntfs", volume, scratch);
        assertEquals(List.of(), Partclone.missing(used, theirs));
        long clusters = (filesystem.length() - 1) / filesystem.blockSize();
        long end = clusters * filesystem.blockSize();
        var surplus =
                Partclone.surplus(used, theirs).stream()
                        .filter(extent -> extent.offset() < end)
                        .toList();
        long more = surplus.stream().mapToLong(Extent::length).sum();
        assertTrue(more * 100 < used.bytes(), () -> "beyond partclone: " + surplus);
    }

    private void assertCopyIsClean(Path volume, UsedBlocks used, Filesystem filesystem)
            throws IOException {
        var copy = FileVolume.copyOverNoise(volume, used, scratch.resolve("copy"));
        try (var bytes = BlockDevice.openSource(copy)) {
            var boot = bytes.bytes(0, 512);
            int sectorSize = Structure.littleEndian(boot).u16(0x0B);
            assertArrayEquals(boot, bytes.bytes(filesystem.length() - sectorSize, 512));
        }
        Programs.run("ntfsfix", "-n", copy.toString());
        Programs.run("ntfsresize", "--check", "-f", copy.toString());
        Programs.run("ntfsresize", "-i", "-f", copy.toString());
        assertEquals(hashes(volume), hashes(copy));
    }

    private Object hashes(Path volume) throws IOException {
        try (var mount = mount(volume, "ro")) {
            return FileTree.hashes(mount.path());
        }
    }
}
