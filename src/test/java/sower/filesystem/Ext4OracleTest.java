package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;

/// Our map of ext volumes against partclone's, dumpe2fs's and e2fsck's opinion.
@Tag("oracle")
class Ext4OracleTest {
    private static final long MIB = 1 << 20;
    private static final Pattern FREE = Pattern.compile("  Free blocks: (.*)");
    private static final Pattern RUN = Pattern.compile("(\\d+)(?:-(\\d+))?");
    private static final Pattern BLOCK_COUNT = Pattern.compile("(?m)^Block count: +(\\d+)");
    private static final Pattern BLOCK_SIZE = Pattern.compile("(?m)^Block size: +(\\d+)");
    private static final Pattern CLUSTER_SIZE = Pattern.compile("(?m)^Cluster size: +(\\d+)");

    @TempDir private Path scratch;

    // MiB, then what mke2fs is told
    private static final String LAYOUTS =
            """
            plain 4 KiB         | 300 | -t ext4 -b 4096
            1 KiB blocks        | 200 | -t ext4 -b 1024
            2 KiB blocks        | 200 | -t ext4 -b 2048
            64 KiB blocks       | 200 | -t ext4 -b 65536
            ext2                |  96 | -t ext2 -b 1024
            ext3                | 128 | -t ext3 -b 4096
            no 64bit            | 300 | -t ext4 -O ^64bit -b 4096
            no flex_bg          | 300 | -t ext4 -O ^flex_bg -b 1024
            group checksums     | 300 | -t ext4 -O ^metadata_csum,uninit_bg -b 1024
            no checksums        | 300 | -t ext4 -O ^metadata_csum,^uninit_bg -b 1024
            meta_bg             | 600 | -t ext4 -O meta_bg,^resize_inode -b 1024
            meta_bg 32-bit      | 600 | -t ext4 -O meta_bg,^resize_inode,^64bit,^flex_bg -b 1024
            every superblock    | 200 | -t ext4 -O ^sparse_super,^resize_inode -b 1024
            sparse_super2       | 300 | -t ext4 -O sparse_super2,^resize_inode -b 1024
            bigalloc            | 300 | -t ext4 -O bigalloc -C 65536 -b 4096
            bigalloc 1 KiB      | 300 | -t ext4 -O bigalloc -C 16384 -b 1024
            bigalloc meta_bg    | 600 | -t ext4 -O bigalloc,meta_bg,^resize_inode -C 4096 -b 1024
            odd last group      | 257 | -t ext4 -b 4096
            """;

    // MiB, what happens to it, what mke2fs is told
    private static final String LIVES =
            """
            aged                |  96 | aged   | -t ext4
            full of holes       |  96 | holes  | -t ext4 -b 1024
            near full           |  64 | full   | -t ext4 -b 4096
            near full, small    |  48 | full   | -t ext4 -b 1024
            near full, bigalloc |  64 | full   | -t ext4 -O bigalloc -C 16384
            grown               |  96 | grown  | -t ext4 -b 1024
            grown, meta_bg      |  96 | grown  | -t ext4 -b 1024 -O meta_bg,^resize_inode
            grown, super2       |  96 | grown  | -t ext4 -b 1024 -O sparse_super2,^resize_inode
            grown while mounted |  96 | online | -t ext4 -b 1024
            shrunk              |  96 | shrunk | -t ext4 -b 1024
            shrunk, no flex_bg  |  96 | shrunk | -t ext4 -b 1024 -O ^flex_bg
            shrunk, super2      |  96 | shrunk | -t ext4 -b 1024 -O sparse_super2,^resize_inode
            inline data         |  96 | small  | -t ext4 -O inline_data -I 256
            no journal          |  96 | aged   | -t ext4 -O ^has_journal
            group checksums     |  96 | aged   | -t ext4 -b 1024 -O ^metadata_csum,uninit_bg
            no 64bit            |  96 | aged   | -t ext4 -b 2048 -O ^64bit
            ext2                |  96 | aged   | -t ext2 -b 1024
            ext3                |  96 | aged   | -t ext3 -b 2048
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = LAYOUTS, delimiter = '|')
    void theMapIsWhatIsNotFreeAndContainsPartclones(String name, int mebibytes, String options)
            throws IOException {
        Needs.tool("mke2fs", "dumpe2fs", "debugfs", "e2fsck", "partclone.extfs");
        var volume = make(mebibytes * MIB, options);
        age(volume, 40);

        var used = map(volume);

        judge(volume, used, name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = LIVES, delimiter = '|')
    void whatTheKernelDidToItIsInTheMapAndInTheCopy(
            String name, int mebibytes, String life, String options) throws IOException {
        Needs.root();
        Needs.tool("mke2fs", "resize2fs", "dumpe2fs", "e2fsck", "partclone.extfs");
        var volume = make(mebibytes * MIB, options);
        live(volume, life);
        var hash = hash(volume);

        var used = map(volume);

        assertEquals(hash, hash(judge(volume, used, name)));
    }

    @ParameterizedTest(name = "{0} bytes more than 40 MiB")
    @ValueSource(ints = {512, 1024, 3584, 4095, 700_001})
    void aVolumeOfOddLengthIsMappedToItsLastBlock(int more) throws IOException {
        Needs.tool("mke2fs", "dumpe2fs", "debugfs", "e2fsck", "partclone.extfs");
        var volume = make(40 * MIB + more, "-t ext4 -b 4096");
        age(volume, 20);

        var used = map(volume);

        judge(volume, used, more + " bytes more");
    }

    /// Compares with dumpe2fs and partclone; gives a copy that was made over other bytes, after
    /// e2fsck looked at it.
    private Path judge(Path volume, UsedBlocks used, String name) throws IOException {
        var dump = Programs.run("dumpe2fs", volume.toString());
        var notFree = notFree(dump);
        assertEquals(List.of(), Ranges.minus(notFree, used), "dumpe2fs has more of " + name);
        assertEquals(List.of(), Ranges.minus(used, notFree), "dumpe2fs has less of " + name);
        if (!dump.contains("bigalloc")) { // partclone 0.3.23 refuses it
            var theirs = Partclone.extents("partclone.extfs", volume, scratch);
            assertEquals(List.of(), Partclone.missing(used, theirs), "partclone has more");
            var surplus = Partclone.surplus(used, theirs);
            assertTrue(
                    Ranges.bytes(surplus) * 100 < used.bytes(), "partclone has less: " + surplus);
        }
        var copy = FileVolume.copyOverRubbish(volume, used, scratch.resolve("copy"));
        Programs.run("e2fsck", "-fn", copy.toString());
        return copy;
    }

    private void live(Path volume, String life) throws IOException {
        long length = Files.size(volume);
        if (life.equals("grown") || life.equals("online")) {
            Programs.run("resize2fs", volume.toString(), "40M");
        }
        try (var mounted = MountedVolume.of(volume, scratch.resolve("mounted"), "rw")) {
            switch (life) {
                case "small" -> mounted.age(600, 150);
                case "full" -> mounted.fill(300_000);
                case "online" -> {
                    mounted.age(60, 200_000);
                    Programs.run("resize2fs", mounted.device().path().toString());
                }
                default -> mounted.age(100, 200_000);
            }
            if (life.equals("holes")) {
                dig(mounted.folder().resolve("holes"));
            }
        }
        if (life.equals("grown") || life.equals("shrunk")) {
            check(volume);
            var target = life.equals("grown") ? length >> 10 : 50 << 10;
            Programs.run("resize2fs", volume.toString(), target + "K");
            check(volume); // resize2fs 1.47.0 forgets a backup of sparse_super2 in the bitmap
        }
        if (!life.equals("shrunk")) {
            return;
        }
        try (var mounted = MountedVolume.of(volume, scratch.resolve("mounted"), "rw")) {
            mounted.age(20, 100_000);
        }
    }

    /// A file with 500 holes.
    private static void dig(Path file) throws IOException {
        try (var random = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < 500; i++) {
                random.seek(i * 90_000L);
                random.write(i | 1);
            }
        }
    }

    private String hash(Path volume) throws IOException {
        try (var mounted = MountedVolume.of(volume, scratch.resolve("mounted"), "ro")) {
            return mounted.hash();
        }
    }

    private Path make(long length, String options) throws IOException {
        var volume = FileVolume.sparse(scratch.resolve("volume"), length);
        var command = new ArrayList<>(List.of("mke2fs", "-q", "-F"));
        command.addAll(List.of(options.split(" ", -1)));
        command.add(volume.toString());
        Programs.run(command.toArray(String[]::new));
        return volume;
    }

    /// Writes files of random lengths and removes every third.
    private void age(Path volume, int files) throws IOException {
        var random = new Random(files);
        var script = new ArrayList<String>();
        for (int i = 0; i < files; i++) {
            var bytes = new byte[random.nextInt(1, 250_000)];
            random.nextBytes(bytes);
            var file = Files.write(scratch.resolve("file" + i), bytes);
            script.add("write %s file%d".formatted(file, i));
        }
        for (int i = 0; i < files; i += 3) {
            script.add("rm file" + i);
        }
        var commands = Files.write(scratch.resolve("commands"), script);
        Programs.run("debugfs", "-w", "-f", commands.toString(), volume.toString());
        check(volume); // debugfs leaves counts to correct
    }

    private static void check(Path volume) throws IOException {
        var result = Programs.attempt("", "e2fsck", "-fy", volume.toString());
        assertEquals(0, result.code() & ~1, result.output());
    }

    private static UsedBlocks map(Path volume) throws IOException {
        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);
            assertEquals(Set.of(), filesystem.conditions());
            return filesystem.usedBlocks();
        }
    }

    /// The file system without the blocks that dumpe2fs says are free.
    private static UsedBlocks notFree(String dump) throws IOException {
        var size = BLOCK_SIZE.matcher(dump);
        assertEquals(true, size.find());
        long blockSize = Long.parseLong(size.group(1));
        var cluster = CLUSTER_SIZE.matcher(dump);
        // with bigalloc a run ends at the first block of its last cluster
        long step = cluster.find() ? Long.parseLong(cluster.group(1)) : blockSize;
        var free = dump.lines().map(FREE::matcher).filter(m -> m.matches()).toList();
        var runs =
                free.stream()
                        .flatMap(line -> RUN.matcher(line.group(1)).results())
                        .collect(Collectors.toList());
        var count = BLOCK_COUNT.matcher(dump);
        assertEquals(true, count.find());
        long length = Long.parseLong(count.group(1)) * blockSize;
        var used = new UsedBlocks.Builder(length);
        long at = 0;
        for (var run : runs) {
            long first = Long.parseLong(run.group(1)) * blockSize;
            var last = run.group(2) == null ? run.group(1) : run.group(2);
            used.add(at, first - at);
            at = Math.min(length, Long.parseLong(last) * blockSize + step);
        }
        used.add(at, length - at);
        return used.build();
    }
}
