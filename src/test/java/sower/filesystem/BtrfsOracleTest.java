package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;

/// Our map of Btrfs volumes against partclone's, btrfs dump-tree's and btrfs check's opinion.
@Tag("oracle")
class BtrfsOracleTest {
    private static final long RESERVED = BtrfsDump.RESERVED;

    // what is done with it, how it is mounted, then what mkfs.btrfs is told
    private static final String LAYOUTS =
            """
            aged             | aged      | defaults                |
            near full        | full      | defaults                |
            grown            | grown     | defaults                |
            shrunk           | shrunk    | defaults                |
            empty            | empty     | defaults                |
            one copy         | aged      | defaults                | -m single -d single
            two copies       | aged      | defaults                | -m dup -d dup
            nodes of 4 KiB   | aged      | defaults                | -n 4096 -m dup
            nodes of 64 KiB  | aged      | defaults                | -n 65536
            mixed groups     | aged      | defaults                | -M -n 4096
            snapshots        | snapshots | defaults                |
            compressed       | aged      | compress-force=zstd     |
            space cache      | aged      | space_cache=v1          | -R ^free-space-tree
            not skinny       | aged      | defaults                | -O ^skinny-metadata,^no-holes
            sha256           | aged      | defaults                | --csum sha256
            xxhash           | aged      | defaults                | --csum xxhash
            blake2           | aged      | defaults                | --csum blake2
            """;

    @TempDir private Path scratch;

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = LAYOUTS, delimiter = '|')
    void theMapIsTheirsAndACopyOfItIsWhole(String name, String life, String mount, String options)
            throws IOException {
        Needs.root();
        Needs.tool("mkfs.btrfs", "btrfs", "partclone.btrfs");
        var volume = make(options == null ? "" : options);
        var hash = live(volume, life, mount);

        var used = map(volume);

        var dump = BtrfsDump.of(volume);
        assertSame("btrfs", used, dump.used(), name);
        var theirs = Partclone.extents("partclone.btrfs", volume, scratch);
        // of two copies it takes one, so that it cannot judge what we have more
        assertEquals(List.of(), Ranges.minus(dump.without(theirs), used), "partclone has more");
        var copy = FileVolume.copyOverRubbish(volume, used, scratch.resolve("copy"));
        Programs.run("btrfs", "check", "--readonly", "--check-data-csum", copy.toString());
        Files.delete(volume); // the kernel knows volumes by their identifier
        if (!hash.isEmpty()) {
            assertEquals(hash, hash(copy));
        }
    }

    @Test
    void anIdentifierThatPeopleSeeIsNotTheOneInBlocks() throws IOException {
        Needs.tool("mkfs.btrfs", "btrfstune");
        var volume = make("-L golden");
        var uuid = "00112233-4455-6677-8899-aabbccddeeff";
        Programs.run("btrfstune", "-f", "-M", uuid, volume.toString());

        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);

            assertEquals(uuid, filesystem.uuid());
            assertEquals("golden", filesystem.label());
            assertSame("btrfs", filesystem.usedBlocks(), BtrfsDump.of(volume).used(), "renamed");
        }
    }

    @Test
    void promisedWritesNeedRecovery() throws IOException {
        Needs.root();
        Needs.tool("mkfs.btrfs");
        var volume = make("");
        var torn = scratch.resolve("torn");
        try (var mounted = MountedVolume.of(volume, scratch.resolve("mounted"), "commit=300")) {
            mounted.age(20, 10_000);
            Programs.run("sync", "-f", mounted.folder().toString());
            var file = Files.writeString(mounted.folder().resolve("promised"), "soon");
            Programs.run("sync", file.toString());
            Files.copy(volume, torn);
        }
        map(volume);
        assertWhole(torn, Condition.NEEDS_RECOVERY);
    }

    @Test
    void partsOfSeveralDevicesAreTold() throws IOException {
        Needs.root();
        Needs.tool("mkfs.btrfs", "btrfstune");
        var volume = make("");
        Programs.run("btrfstune", "-S", "1", volume.toString());
        assertWhole(volume, Condition.MEMBER);

        var other = FileVolume.sparse(scratch.resolve("other"), 300L << 20);
        try (var one = LoopDevice.of(volume);
                var two = LoopDevice.of(other)) {
            Programs.run("mkfs.btrfs", "-q", "-f", "" + one.path(), "" + two.path());
            Programs.run("btrfs", "device", "scan", "--forget");
        }
        assertWhole(volume, Condition.MEMBER);
        assertWhole(other, Condition.MEMBER);
    }

    private static void assertWhole(Path volume, Condition condition) throws IOException {
        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);

            assertEquals("btrfs", filesystem.kind());
            assertEquals(Set.of(condition), filesystem.conditions());
            assertEquals(UsedBlocks.whole(source.length()), filesystem.usedBlocks());
        }
    }

    private Path make(String options) throws IOException {
        var volume = FileVolume.sparse(scratch.resolve("volume"), 380L << 20);
        var command = new ArrayList<>(List.of("mkfs.btrfs", "-q", "-f"));
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split(" ", -1)));
        }
        command.add(volume.toString());
        Programs.run(command.toArray(String[]::new));
        return volume;
    }

    /// What the volume goes through; gives the hash of its files.
    private String live(Path volume, String life, String options) throws IOException {
        if (life.equals("empty")) {
            return "";
        }
        try (var mounted = MountedVolume.of(volume, scratch.resolve("mounted"), options)) {
            var folder = mounted.folder();
            if (life.equals("grown")) {
                Programs.run("btrfs", "filesystem", "resize", "300m", "" + folder);
            }
            mounted.age(200, 200_000);
            switch (life) {
                case "full" -> mounted.fill(700_000);
                case "grown" -> {
                    Programs.run("btrfs", "filesystem", "resize", "max", "" + folder);
                    mounted.age(250, 200_000);
                }
                case "shrunk" -> Programs.run("btrfs", "filesystem", "resize", "-80m", "" + folder);
                case "snapshots" -> {
                    for (int i = 0; i < 4; i++) {
                        var snapshot = folder.resolve("snapshot" + i).toString();
                        Programs.run("btrfs", "subvolume", "snapshot", "" + folder, snapshot);
                        mounted.age(100 + i, 100_000);
                    }
                    var oldest = folder.resolve("snapshot0").toString();
                    Programs.run("btrfs", "subvolume", "delete", "-c", oldest);
                }
                default -> {}
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

    /// The first MiB is ours alone: boot loaders live there.
    private static void assertSame(String judge, UsedBlocks ours, UsedBlocks theirs, String name) {
        assertEquals(List.of(), Ranges.minus(theirs, ours), judge + " has more of " + name);
        var surplus =
                Ranges.minus(ours, theirs).stream()
                        .filter(range -> range.end() > RESERVED)
                        .toList();
        assertTrue(
                Ranges.bytes(surplus) * 100 < ours.bytes(),
                judge + " has less of " + name + ": " + surplus);
    }
}
