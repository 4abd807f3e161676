package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
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
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;

/// Our map of ext volumes against partclone's, dumpe2fs's and e2fsck's opinion.
@Tag("oracle")
class Ext4OracleTest {
    private static final Pattern FREE = Pattern.compile("  Free blocks: (.*)");
    private static final Pattern RUN = Pattern.compile("(\\d+)(?:-(\\d+))?");
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = LAYOUTS, delimiter = '|')
    void theMapIsWhatIsNotFreeAndContainsPartclones(String name, int mebibytes, String options)
            throws IOException {
        Needs.tool("mke2fs", "dumpe2fs", "debugfs", "e2fsck", "partclone.extfs");
        var volume = make(mebibytes, options);
        age(volume, 40);

        var used = map(volume);

        assertEquals(notFree(volume), used, name);
        if (!name.contains("bigalloc")) {
            var theirs = Partclone.extents("partclone.extfs", volume, scratch);
            assertEquals(List.of(), Partclone.missing(used, theirs));
        } // partclone 0.3.23 refuses bigalloc
        var copy = FileVolume.copy(volume, used, scratch.resolve("copy"));
        Programs.run("e2fsck", "-fn", copy.toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"nearly full, 380", "fragmented, 200"})
    void fullAndAgedVolumesAreMappedExactly(String name, int files) throws IOException {
        Needs.tool("mke2fs", "dumpe2fs", "debugfs", "e2fsck");
        var volume = make(64, "-t ext4 -b 1024");
        age(volume, files);

        assertEquals(notFree(volume), map(volume), name);
    }

    private Path make(int mebibytes, String options) throws IOException {
        var volume = FileVolume.sparse(scratch.resolve("volume"), (long) mebibytes << 20);
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
        // debugfs leaves counts for e2fsck to correct
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

    /// The volume without the blocks that dumpe2fs says are free.
    private static UsedBlocks notFree(Path volume) throws IOException {
        var dump = Programs.run("dumpe2fs", volume.toString());
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
        long length = Files.size(volume) / blockSize * blockSize;
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
