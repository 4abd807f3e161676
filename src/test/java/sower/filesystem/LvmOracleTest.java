package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;

/// Physical volumes made by LVM2, which need no device-mapper to be described. Where a logical
/// volume's extents are is always LVM2's own word (`lvs -o seg_pe_ranges`).
@Tag("oracle")
class LvmOracleTest {
    private static final int MIB = 1 << 20;

    @TempDir private Path scratch;

    @Test
    void logicalVolumesAreCapturedByTheirFileSystems() throws IOException {
        var volume = volume();
        try (var loop = LoopDevice.of(volume)) {
            LvmGroup.group(loop, "");
            LvmGroup.create(loop, "root", 20);
            LvmGroup.create(loop, "home", 30);
            LvmGroup.create(loop, "swap", 12);
            LvmGroup.lvm(loop, "lvextend", "-An", "-L", "80M", "room/root");
            LvmGroup.create(loop, "plain", 5);
        }
        var root = filesystem("root", 80, "mke2fs -q -F -t ext4 -b 1024");
        LvmGroup.put(volume, "root", root);
        LvmGroup.put(volume, "home", filesystem("home", 30, "mkfs.fat -F 16"));
        LvmGroup.put(volume, "swap", filesystem("swap", 12, "mkswap"));
        var report = report(volume);

        var filesystem = probe(volume);
        var used = filesystem.usedBlocks();

        assertEquals("LVM2_member", filesystem.kind());
        assertEquals("room", filesystem.label());
        assertTrue(report.contains(filesystem.uuid()), report);
        assertEquals(Set.of(Condition.PARTLY_PARSED), filesystem.conditions());
        assertEquals(expected(volume, root), used);
        var copy = FileVolume.copyOverRubbish(volume, used, scratch.resolve("copy"));
        assertEquals(report, report(copy));
        var rootOfCopy = get(copy, "root");
        Programs.run("e2fsck", "-fn", rootOfCopy.toString());
        Programs.run("fsck.fat", "-n", get(copy, "home").toString());
        assertEquals(hash(root), hash(rootOfCopy));
        assertTrue(isRubbish(copy, 180L * MIB), "nobody's extents were captured");
    }

    /// Extents of `plain` and the head of `swap`, and of the others what is used in their files.
    private UsedBlocks expected(Path volume, Path root) throws IOException {
        var expected = new UsedBlocks.Builder(Files.size(volume));
        expected.add(0, MIB);
        map(expected, LvmGroup.ranges(volume, "root"), probe(root).usedBlocks());
        map(expected, LvmGroup.ranges(volume, "home"), probe(scratch.resolve("home")).usedBlocks());
        map(expected, LvmGroup.ranges(volume, "swap"), UsedBlocks.whole(64 << 10));
        map(expected, LvmGroup.ranges(volume, "plain"), UsedBlocks.whole(5 * MIB));
        return expected.build();
    }

    @ParameterizedTest(name = "{0} metadata areas")
    @ValueSource(ints = {1, 2})
    void metadataAreasAreCapturedWhereverTheyAre(int copies) throws IOException {
        var volume = volume();
        try (var loop = LoopDevice.of(volume)) {
            LvmGroup.lvm(loop, "pvcreate", "--metadatacopies", "" + copies, "" + loop.path());
            LvmGroup.lvm(loop, "vgcreate", "-An", "-s", "1M", "room", "" + loop.path());
            for (int i = 0; i < 60; i++) { // texts run around their ring
                LvmGroup.create(loop, "v" + i, 1);
            }
        }
        var report = report(volume);

        var used = probe(volume).usedBlocks();

        assertEquals(60, used.bytes() / MIB - copies, used.toString());
        assertEquals(
                report, report(FileVolume.copyOverRubbish(volume, used, scratch.resolve("copy"))));
    }

    @Test
    void aGroupOverTwoDisksIsTakenWhole() throws IOException {
        var volume = volume();
        var other = FileVolume.sparse(scratch.resolve("other"), 100L * MIB);
        try (var loop = LoopDevice.of(volume);
                var second = LoopDevice.of(other)) {
            LvmGroup.group(loop, second.path().toString());
        }

        var filesystem = probe(volume);

        assertTrue(filesystem.conditions().contains(Condition.MEMBER));
        assertEquals(UsedBlocks.whole(Files.size(volume)), filesystem.usedBlocks());
    }

    @ParameterizedTest(name = "byte {0}")
    @ValueSource(ints = {550, 560, 4096 + 70, 4096 + 512 + 600})
    void damagedMetadataMakesItWhole(int at) throws IOException {
        var volume = volume();
        try (var loop = LoopDevice.of(volume)) {
            LvmGroup.group(loop, "");
        }
        assertEquals(Set.of(), probe(volume).conditions());
        try (var file = new RandomAccessFile(volume.toFile(), "rw")) {
            file.seek(at);
            int old = file.read();
            file.seek(at);
            file.write(old + 1);
        }

        assertEquals(Set.of(Condition.DAMAGED), probe(volume).conditions());
        assertEquals(UsedBlocks.whole(Files.size(volume)), probe(volume).usedBlocks());
    }

    private Path volume() throws IOException {
        Needs.root();
        Needs.tool("pvcreate", "lvcreate", "mke2fs", "mkfs.fat", "mkswap", "losetup");
        return FileVolume.sparse(scratch.resolve("volume"), 200L * MIB);
    }

    /// All that LVM2 knows of the group.
    private static String report(Path volume) throws IOException {
        try (var loop = LoopDevice.of(volume)) {
            var columns =
                    "pv_uuid,vg_uuid,vg_seqno,lv_uuid,lv_name,segtype,seg_start_pe,seg_size_pe";
            return LvmGroup.lvm(loop, "pvs", "--noheadings", "--segments", "-o", columns);
        }
    }

    /// A file system of its own in a file, with files where the kernel can mount it.
    private Path filesystem(String name, int mebibytes, String command) throws IOException {
        var file = FileVolume.sparse(scratch.resolve(name), (long) mebibytes * MIB);
        var words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.add(file.toString());
        Programs.run(words.toArray(String[]::new));
        if (command.startsWith("mke2fs") && mebibytes > 50) {
            try (var mounted = MountedVolume.of(file, scratch.resolve("mounted"), "rw")) {
                mounted.age(60, 900_000);
            }
        }
        return file;
    }

    private String hash(Path volume) throws IOException {
        try (var mounted = MountedVolume.of(volume, scratch.resolve("mounted"), "ro")) {
            return mounted.hash();
        }
    }

    private Path get(Path volume, String name) throws IOException {
        var file = scratch.resolve(name + " of copy");
        try (var from = BlockDevice.openSource(volume);
                var to = Files.newOutputStream(file)) {
            for (var range : LvmGroup.ranges(volume, name)) {
                to.write(from.bytes(range.offset(), (int) range.length()));
            }
        }
        return file;
    }

    private static void map(UsedBlocks.Builder into, List<Extent> ranges, UsedBlocks used)
            throws IOException {
        long at = 0;
        for (var range : ranges) {
            for (var extent : used.extents()) {
                long from = Math.max(extent.offset(), at);
                long to = Math.min(extent.end(), at + range.length());
                into.add(range.offset() + from - at, Math.max(0, to - from));
            }
            at += range.length();
        }
    }

    private static boolean isRubbish(Path volume, long offset) throws IOException {
        try (var source = BlockDevice.openSource(volume)) {
            return source.bytes(offset, 1)[0] == (byte) 0xA5;
        }
    }

    private static Filesystem probe(Path volume) throws IOException {
        try (var source = BlockDevice.openSource(volume)) {
            var probed = Filesystems.probe(source);
            return new Probed(probed, probed.usedBlocks());
        }
    }

    /// What was learnt while the volume was open.
    private record Probed(Filesystem of, UsedBlocks usedBlocks) implements Filesystem {
        @Override
        public String kind() {
            return of.kind();
        }

        @Override
        public String label() {
            return of.label();
        }

        @Override
        public String uuid() {
            return of.uuid();
        }

        @Override
        public int blockSize() {
            return of.blockSize();
        }

        @Override
        public long length() {
            return of.length();
        }

        @Override
        public Set<Condition> conditions() {
            return of.conditions();
        }
    }
}
