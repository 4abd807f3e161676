package sower.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.LocalDisks;
import sower.filesystem.FileVolume;

/// What a plan makes of disks with strange tables or none.
@Tag("oracle")
class TableFindingsTest {
    private static final long LENGTH = 300L << 20;

    @TempDir private Path folder;
    private Path disk = Path.of("");

    @BeforeEach
    void makeDisk() throws IOException {
        disk = FileVolume.sparse(folder.resolve("disk.img"), LENGTH);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "vfat, mkfs.fat -F 32",
        "vfat, mkfs.fat -F 16",
        "vfat, mkfs.fat -F 12 -S 4096 -s 64",
        "ntfs, mkntfs -Q -F -q",
        "exfat, mkfs.exfat",
        "ext4, mke2fs -q -F -t ext4",
        "xfs, mkfs.xfs -q -f",
        "btrfs, mkfs.btrfs -q -f"
    })
    void aFileSystemWithoutATableIsOneVolumeOfUsedBlocks(String kind, String command)
            throws IOException {
        var words = command.split(" ", -1);
        Needs.tool(words[0], "sgdisk");
        // the disk had partitions before, and nobody cleaned it
        Programs.run("sgdisk", "-n1:0:+20M", disk.toString());
        wipeHead();
        var all = new ArrayList<>(List.of(words));
        all.add(disk.toString());
        Programs.run(all.toArray(String[]::new));

        var plan = plan();

        assertEquals(List.of(kind), plan.volumes().stream().map(v -> v.filesystem()).toList());
        assertEquals("none", plan.layout().kind());
        assertEquals(new Extent(0, LENGTH), plan.volumes().getFirst().extent());
        assertEquals(true, plan.usedBytes() < LENGTH / 2, "used " + plan.usedBytes());
        assertEquals(true, keys(plan).contains("no-table"), keys(plan).toString());
    }

    @Test
    void anEmptyDiskIsSaidToBeEmpty() throws IOException {
        assertEquals(Set.of("empty", "no-table", "not-parsed"), keys(plan()));
        assertEquals(LENGTH, plan().usedBytes());
    }

    @Test
    void aLostGptIsToldAndTheWholeDiskTaken() throws IOException {
        Needs.tool("sgdisk");
        Programs.run("sgdisk", "-n1:0:+20M", disk.toString());
        write(512, new byte[512]);
        write(LENGTH - 512, new byte[512]);

        assertEquals(Set.of("gpt-lost", "not-parsed"), keys(plan()));
        assertEquals(LENGTH, plan().usedBytes());
    }

    @Test
    void aDamagedFirstGptIsToldAndItsPartitionsAreTaken() throws IOException {
        Needs.tool("sgdisk");
        Programs.run("sgdisk", "-n1:0:+20M", disk.toString());
        write(512, new byte[512]);

        assertEquals(Set.of("gpt-primary-damaged", "not-parsed"), keys(plan()));
        assertEquals(20L << 20, plan().usedBytes());
    }

    @Test
    void aChainThatBreaksOffMakesTheWholeDiskOneVolume() throws IOException {
        Needs.tool("sfdisk");
        Programs.feed(
                "label: dos\nstart=1M,size=9M,type=f\nstart=2M,size=3M\nstart=6M,size=3M\n",
                "sfdisk",
                "-q",
                disk.toString());
        assertEquals(2, plan().volumes().size());
        write((1 << 20) + 510, new byte[2]);

        assertEquals(Set.of("chain-broken", "not-parsed"), keys(plan()));
        assertEquals(LENGTH, plan().usedBytes());
    }

    @Test
    void aDynamicDiskIsTakenWhole() throws IOException {
        Needs.tool("sfdisk");
        Programs.feed("label: dos\nsize=200M,type=42\n", "sfdisk", "-q", disk.toString());

        assertEquals(Set.of("dynamic-disk", "not-parsed"), keys(plan()));
        assertEquals("none", plan().layout().kind());
        assertEquals(LENGTH, plan().usedBytes());
    }

    /// LDM keeps its first header in sector 6 of a disk with an MBR.
    @Test
    void aDynamicDiskIsToldOnceAndKnownWithoutItsTable() throws IOException {
        Needs.tool("sfdisk");
        Programs.feed("label: dos\nsize=200M,type=42\n", "sfdisk", "-q", disk.toString());
        write(6 * 512, "PRIVHEAD".getBytes(StandardCharsets.US_ASCII));
        assertEquals(Set.of("dynamic-disk"), keys(plan()));

        write(0, new byte[512]);

        assertEquals(Set.of("no-table", "dynamic"), keys(plan()));
        assertEquals("dynamic", plan().volumes().getFirst().filesystem());
        assertEquals(LENGTH, plan().usedBytes());
    }

    @Test
    void partitionsOfADynamicDiskAreTakenWholeWhateverTheyLookLike() throws IOException {
        Needs.tool("sgdisk", "mke2fs");
        Programs.run(
                "sgdisk",
                "-n1:0:+2M",
                "-t1:5808C8AA-7E8F-42E0-85D2-E1E90434CFB3",
                "-n2:4M:+100M",
                "-t2:AF9B60A0-1431-4F62-BC68-3311714A69AD",
                disk.toString());
        Programs.run("mke2fs", "-q", "-F", "-E", "offset=" + (4 << 20), disk.toString(), "40M");

        var plan = plan();

        assertEquals(Set.of("dynamic"), keys(plan));
        assertEquals(102L << 20, plan.usedBytes());
    }

    @Test
    void largeSectorsAreTold() throws IOException {
        Needs.root();
        Needs.tool("losetup", "sfdisk", "mke2fs");
        try (var loop = LoopDevice.of(disk, "-b", "4096")) {
            var path = loop.path().toString();
            Programs.feed("label: gpt\nstart=1M,size=60M\n", "sfdisk", "-q", path);
            Programs.run("mke2fs", "-q", "-F", "-E", "offset=" + (1 << 20), path, "60M");

            var plan = plan(loop.path());

            assertEquals(Set.of("large-sectors"), keys(plan));
            assertEquals(
                    List.of("ext2"), plan.volumes().stream().map(v -> v.filesystem()).toList());
        }
        // the same bytes behind another adapter
        try (var loop = LoopDevice.of(disk)) {
            assertEquals(Set.of("other-sectors"), keys(plan(loop.path())));
        }
        assertEquals(Set.of(), keys(plan()));
    }

    private static Set<String> keys(CapturePlan plan) {
        return plan.findings().stream().map(Finding::key).collect(Collectors.toSet());
    }

    private CapturePlan plan() throws IOException {
        return plan(disk);
    }

    private static CapturePlan plan(Path path) throws IOException {
        try (var source = BlockDevice.openSource(path)) {
            return CapturePlan.of(LocalDisks.of().at(path), source);
        }
    }

    private void wipeHead() throws IOException {
        write(0, new byte[34 * 512]);
        assertEquals(LENGTH, Files.size(disk));
    }

    private void write(long offset, byte[] bytes) throws IOException {
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.seek(offset);
            file.write(bytes);
        }
    }
}
