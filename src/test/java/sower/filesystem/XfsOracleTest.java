package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;

/// Our map of XFS volumes against partclone's, xfs_db's and xfs_repair's opinion.
@Tag("oracle")
class XfsOracleTest {
    private static final Pattern FREE = Pattern.compile("\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)");
    private static final String UUID = "00112233-4455-6677-8899-aabbccddeeff";

    // what is done with it, then what mkfs.xfs is told
    private static final String LAYOUTS =
            """
            aged            | aged  |
            near full       | full  |
            grown           | grown | -d size=310m
            empty           | empty |
            512 B version 4 | empty | -p PROTO -m crc=0 -b size=512
            4 KiB version 4 | empty | -p PROTO -m crc=0
            log version 1   | empty | -p PROTO -m crc=0 -l version=1
            1 KiB           | aged  | -b size=1024
            2 KiB full      | full  | -b size=2048
            16 KiB          | empty | -b size=16384
            64 KiB          | empty | -b size=65536
            sectors of 4 Ki | aged  | -s size=4096
            many groups     | aged  | -d agcount=4
            short last      | aged  | -d agsize=80m
            all features    | aged  | -m rmapbt=1,reflink=1,inobtcount=1,bigtime=1 -i nrext64=1
            few features    | aged  | -m rmapbt=0,reflink=0,finobt=0,inobtcount=0 -i sparse=0
            striped log     | aged  | -l su=64k -d agcount=3,su=64k,sw=4
            """;

    @TempDir private Path scratch;

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = LAYOUTS, delimiter = '|')
    void theMapIsTheirsAndACopyOfItIsWhole(String name, String life, String options)
            throws IOException {
        Needs.root();
        Needs.tool("mkfs.xfs", "xfs_db", "xfs_repair", "xfs_growfs", "partclone.xfs");
        var volume = make(options == null ? "" : options);
        var hash = live(volume, life);

        var used = map(volume);

        assertSame("xfs_db", used, notFree(volume), name);
        var theirs = Partclone.extents("partclone.xfs", volume, scratch);
        assertSame("partclone", used, Ranges.merged(theirs, Files.size(volume)), name);
        var copy = FileVolume.copyOverRubbish(volume, used, scratch.resolve("copy"));
        Programs.run("xfs_repair", "-n", "-f", copy.toString());
        if (!hash.isEmpty()) {
            assertEquals(hash, hash(copy));
        }
    }

    @Test
    void aChangedIdentifierIsRead() throws IOException {
        Needs.root();
        Needs.tool("mkfs.xfs", "xfs_admin", "xfs_repair");
        var volume = make("-L golden");
        live(volume, "aged");
        Programs.run("xfs_admin", "-U", UUID, volume.toString());

        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);

            assertEquals(UUID, filesystem.uuid());
            assertEquals("golden", filesystem.label());
            assertSame("xfs_db", filesystem.usedBlocks(), notFree(volume), "changed");
        }
    }

    @Test
    void aVolumeThatIsMountedNeedsRecovery() throws IOException {
        Needs.root();
        Needs.tool("mkfs.xfs");
        var volume = make("");
        try (var mounted = MountedVolume.of(volume, scratch.resolve("mounted"), "defaults")) {
            mounted.age(20, 10_000);
            Programs.run("sync", "-f", mounted.folder().toString());
            var torn = Files.copy(volume, scratch.resolve("torn"));

            assertWhole(torn, Condition.NEEDS_RECOVERY);
        }
        map(volume);
    }

    @Test
    void logsAndFilesOnOtherDevicesAreTold() throws IOException {
        Needs.tool("mkfs.xfs");
        var other = FileVolume.sparse(scratch.resolve("other"), 300L << 20);

        assertWhole(make("-l logdev=" + other + ",size=64m"), Condition.EXTERNAL_JOURNAL);
        assertWhole(make("-r rtdev=" + other), Condition.MEMBER);
    }

    private static void assertWhole(Path volume, Condition condition) throws IOException {
        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);

            assertEquals("xfs", filesystem.kind());
            assertEquals(Set.of(condition), filesystem.conditions());
            assertEquals(UsedBlocks.whole(source.length()), filesystem.usedBlocks());
        }
    }

    private Path make(String options) throws IOException {
        Files.deleteIfExists(scratch.resolve("volume"));
        var volume = FileVolume.sparse(scratch.resolve("volume"), 330L << 20);
        var prototype = prototype();
        var command = new ArrayList<>(List.of("mkfs.xfs", "-q", "-f"));
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split(" ", -1)));
        }
        command.replaceAll(word -> word.equals("PROTO") ? "" + prototype : word);
        command.add(volume.toString());
        Programs.run(command.toArray(String[]::new));
        return volume;
    }

    /// A list of files for mkfs.xfs to bring: kernels may not mount version 4 any more.
    private Path prototype() throws IOException {
        var lines = new ArrayList<>(List.of("/boot", "0 0", "d--755 0 0"));
        for (int i = 0; i < 100; i++) {
            var bytes = new byte[i * 1000];
            new Random(i).nextBytes(bytes);
            var file = Files.write(scratch.resolve("file" + i), bytes);
            lines.add("file%d ---644 0 0 %s".formatted(i, file));
        }
        lines.add("$");
        return Files.write(scratch.resolve("prototype"), lines);
    }

    /// What the volume goes through; gives the hash of its files, none where it was never mounted.
    private String live(Path volume, String life) throws IOException {
        if (life.equals("empty")) {
            return "";
        }
        try (var mounted = MountedVolume.of(volume, scratch.resolve("mounted"), "defaults")) {
            mounted.age(300, 200_000);
            if (life.equals("full")) {
                mounted.fill(700_000);
            }
            if (life.equals("grown")) {
                Programs.run("xfs_growfs", mounted.folder().toString());
                mounted.age(400, 200_000);
            }
        }
        return hash(volume);
    }

    private String hash(Path volume) throws IOException {
        try (var mounted = MountedVolume.of(volume, scratch.resolve("mounted"), "ro")) {
            return mounted.hash();
        }
    }

    private static UsedBlocks map(Path volume) throws IOException {
        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);
            assertEquals(Set.of(), filesystem.conditions());
            return filesystem.usedBlocks();
        }
    }

    /// The volume without the blocks that xfs_db says are free; it counts a group's reserve so.
    private static UsedBlocks notFree(Path volume) throws IOException {
        long blockSize = field(volume, "blocksize");
        long groupBlocks = field(volume, "agblocks");
        var free = new ArrayList<Extent>();
        for (var line : xfsDb(volume, "freesp -d").lines().toList()) {
            if (line.contains("from")) {
                break; // the histogram
            }
            var run = FREE.matcher(line);
            if (run.matches()) {
                long first = Long.parseLong(run.group(1)) * groupBlocks;
                long offset = (first + Long.parseLong(run.group(2))) * blockSize;
                free.add(new Extent(offset, Long.parseLong(run.group(3)) * blockSize));
            }
        }
        assertTrue(!free.isEmpty(), "xfs_db told no free block");
        free.sort(Comparator.comparingLong(Extent::offset));
        return Ranges.without(free, field(volume, "dblocks") * blockSize);
    }

    private static long field(Path volume, String name) throws IOException {
        var line = xfsDb(volume, "sb 0", "print " + name);
        return Long.parseLong(line.substring(line.indexOf('=') + 1).strip());
    }

    private static String xfsDb(Path volume, String... orders) throws IOException {
        var command = new ArrayList<>(List.of("xfs_db", "-r", "-f"));
        for (var order : orders) {
            command.addAll(List.of("-c", order));
        }
        command.add(volume.toString());
        return Programs.run(command.toArray(String[]::new));
    }

    private static void assertSame(String judge, UsedBlocks ours, UsedBlocks theirs, String name) {
        assertEquals(List.of(), Ranges.minus(theirs, ours), judge + " has more of " + name);
        var surplus = Ranges.minus(ours, theirs);
        assertTrue(
                Ranges.bytes(surplus) * 100 < ours.bytes(),
                judge + " has less of " + name + ": " + surplus);
    }
}
