package sower.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;

/// Tables that sfdisk made, read by us, written by us on another disk, and judged by sfdisk.
@Tag("oracle")
class SfdiskOracleTest {
    private static final long MIB = 1 << 20;

    @TempDir private Path folder;

    @Test
    void aGptSurvivesTheMoveToALargerDisk() throws IOException {
        var copy =
                copied(
                        """
                        label: gpt
                        label-id: C12A7328-1111-2222-3333-00A0C93EC93B
                        size=64M, type=uefi, name="EFI System", attrs="RequiredPartition"
                        size=100M, type=linux, name="root", uuid=00112233-4455-6677-8899-AABBCCDDEEFF
                        5: size=10M, type=swap
                        """,
                        300 * MIB,
                        500 * MIB);

        assertEquals("gpt", copy.kind());
        assertEquals("C12A7328-1111-2222-3333-00A0C93EC93B", copy.diskId());
        assertEquals(3, copy.partitions().size());
        assertEquals(5, copy.partitions().get(2).slot());
    }

    @Test
    void anMbrWithLogicalPartitionsSurvivesTheMove() throws IOException {
        var copy =
                copied(
                        """
                        label: dos
                        label-id: 0x1234abcd
                        1: size=20M, type=7, bootable
                        2: size=200M, type=5
                        5: size=30M, type=83
                        6: size=40M, type=82
                        7: size=10M, type=83
                        """,
                        300 * MIB,
                        280 * MIB);

        assertEquals("mbr", copy.kind());
        assertEquals("1234abcd", copy.diskId());
        assertEquals(5, copy.partitions().size());
        assertEquals(7, copy.partitions().get(4).slot());
        assertEquals(0x80, copy.partitions().get(0).attributes());
    }

    @Test
    void manyLogicalPartitionsInAnyOrderSurviveTheMove() throws IOException {
        var script = new StringBuilder("label: dos\n1: size=3M, type=c\n4: size=280M, type=f\n");
        for (int slot = 5; slot < 40; slot++) {
            int start = 10 + (slot * 11 - 55) % 35 * 6; // every sixth MiB once, out of order
            script.append("%d: start=%dM, size=4M, type=83\n".formatted(slot, start));
        }

        var copy = copied(script.toString(), 300 * MIB, 300 * MIB);

        assertEquals(37, copy.partitions().size());
    }

    @ParameterizedTest(name = "sgdisk {0}")
    @ValueSource(strings = {"-h 1:3", "-h 2:1:EE", "-h 1:2:3"})
    void aHybridKeepsWhatItsFirstSectorSays(String hybrid) throws IOException {
        Needs.tool("sgdisk", "sfdisk");
        var source = disk("source", 300 * MIB);
        Programs.run("sgdisk", "-n1:0:+20M", "-n2:0:+30M", "-n3:0:+40M", source.toString());
        Programs.run(("sgdisk " + hybrid + " " + source).split(" ", -1));
        var target = disk("target", 400 * MIB);
        try (var from = BlockDevice.openSource(source);
                var to = BlockDevice.claimTarget(target)) {
            table(from).write(to);
        }

        assertEquals(dump(source), dump(target));
        var inside = Programs.run("sfdisk", "-Y", "dos", "-d", source.toString());
        assertTrue(inside.contains("type=ee"), inside);
        assertEquals(
                inside.replace(source.toString(), "DISK")
                        .lines()
                        .filter(l -> !l.contains("label-id"))
                        .toList(),
                Programs.run("sfdisk", "-Y", "dos", "-d", target.toString())
                        .replace(target.toString(), "DISK")
                        .lines()
                        .filter(l -> !l.contains("label-id"))
                        .toList());
        Programs.run("sgdisk", "-v", target.toString());
    }

    @Test
    void aGptOfADiskWithLargeSectorsIsReadAndWritten() throws IOException {
        Needs.root();
        Needs.tool("sfdisk", "losetup");
        var source = disk("source", 300 * MIB);
        try (var loop = LoopDevice.of(source, "-b", "4096")) {
            var path = loop.path().toString();
            Programs.feed("label: gpt\nsize=64M\nsize=100M\n", "sfdisk", "-q", path);
        }
        var target = disk("target", 400 * MIB);
        try (var from = BlockDevice.openSource(source);
                var loop = LoopDevice.of(target, "-b", "4096")) {
            // a file does not tell its sector size; the table is found all the same
            var table = PartitionTable.read(from, 512).orElseThrow();
            assertEquals(4096, table.sectorSize());
            try (var to = BlockDevice.claimTarget(loop.path())) {
                table.write(to);
            }
            assertSound(Programs.run("sfdisk", "--verify", loop.path().toString()));
        }
    }

    private PartitionTable copied(String script, long length, long newLength) throws IOException {
        Needs.tool("sfdisk");
        var source = disk("source", length);
        Programs.feed(script, "sfdisk", "-q", source.toString());
        var target = disk("target", newLength);
        try (var from = BlockDevice.openSource(source);
                var to = BlockDevice.claimTarget(target)) {
            table(from).write(to);
        }
        assertSound(Programs.run("sfdisk", "--verify", target.toString()));
        assertEquals(dump(source), dump(target));
        try (var to = BlockDevice.openSource(target)) {
            return table(to);
        }
    }

    private static PartitionTable table(ByteSource disk) throws IOException {
        return PartitionTable.read(disk, 512).orElseThrow();
    }

    private static void assertSound(String verdict) {
        assertEquals(true, verdict.contains("No errors detected"), verdict);
    }

    /// What sfdisk says of a disk, without what depends on its name and length.
    private static String dump(Path disk) throws IOException {
        var dump = Programs.run("sfdisk", "-d", disk.toString());
        var lines = dump.lines().filter(line -> !line.startsWith("last-lba"));
        return String.join("\n", lines.filter(line -> !line.startsWith("first-lba")).toList())
                .replace(disk.toString(), "DISK");
    }

    private Path disk(String name, long length) throws IOException {
        var file = folder.resolve(name);
        try (var random = new RandomAccessFile(file.toFile(), "rw")) {
            random.setLength(length);
        }
        return file;
    }
}
