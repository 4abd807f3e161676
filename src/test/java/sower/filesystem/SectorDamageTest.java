package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;

/// With any sector of metadata damaged, a volume is answered with no smaller map than before, taken
/// whole or refused. The volumes are made here: the smallest ones that mkfs makes are 300 MiB.
@Tag("oracle")
class SectorDamageTest {
    private static final int ROUNDS = 200;
    private static final int SECTOR = 512;
    private static final List<String> XFS_MAGICS =
            List.of("XFSB", "XAGF", "XAGI", "XAFL", "AB3B", "AB3C", "ABTB", "ABTC");

    @TempDir private Path scratch;

    /// A volume with one sector replaced.
    private static final class Damaged implements ByteSource {
        private final ByteSource volume;
        private final long at;
        private final byte[] sector;

        private Damaged(ByteSource volume, long at, byte[] sector) {
            this.volume = volume;
            this.at = at;
            this.sector = sector;
        }

        @Override
        public long length() {
            return volume.length();
        }

        @Override
        public void read(long offset, ByteBuffer into) throws IOException {
            int begin = into.position();
            volume.read(offset, into);
            for (int i = 0; i < sector.length; i++) {
                long place = at + i - offset + begin;
                if (place >= begin && place < into.position()) {
                    into.put((int) place, sector[i]);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "xfs, true, 20, mkfs.xfs -q -f -b size=1024",
        "xfs 4, false, 20, mkfs.xfs -q -f -m crc=0",
        "btrfs single, true, 10, mkfs.btrfs -q -f -m single -n 4096",
        "btrfs, true, 0, mkfs.btrfs -q -f" // the other copy of a block is right
    })
    void noDamageMakesTheMapSmaller(String name, boolean mountable, int least, String mkfs)
            throws IOException {
        Needs.root();
        Needs.tool("mkfs.xfs", "mkfs.btrfs");
        var file = make(mkfs, mountable);
        try (var volume = BlockDevice.openSource(file)) {
            var whole = UsedBlocks.whole(volume.length());
            var undamaged = Filesystems.probe(volume).usedBlocks();
            var sectors = metadata(volume, undamaged);
            int noticed = 0;
            for (int seed = 0; seed < ROUNDS; seed++) {
                var damaged = damaged(volume, sectors, new Random(seed));
                var what = "%s with seed %d: sector %d".formatted(name, seed, damaged.at / SECTOR);
                var used = map(damaged, what);
                noticed += used.equals(whole) ? 1 : 0;
                assertEquals(List.of(), Ranges.minus(undamaged, used), what);
            }
            assertTrue(
                    noticed >= least && sectors.size() > 8,
                    name + ": " + noticed + " of " + sectors.size());
        }
    }

    /// A group with an ext4 and a FAT volume: sectors of the label, of the areas with LVM's texts,
    /// and of what describes the file systems inside.
    @Test
    void noDamageMakesTheMapOfAPhysicalVolumeSmaller() throws IOException {
        Needs.root();
        Needs.tool("pvcreate", "lvcreate", "mke2fs", "mkfs.fat");
        try (var volume = BlockDevice.openSource(makeGroup())) {
            var whole = UsedBlocks.whole(volume.length());
            var undamaged = Filesystems.probe(volume).usedBlocks();
            assertTrue(undamaged.bytes() < volume.length() / 2, undamaged.toString());
            var sectors = written(volume, undamaged);
            int noticed = 0;
            for (int seed = 0; seed < ROUNDS; seed++) {
                var damaged = damaged(volume, sectors, new Random(seed));
                var what = "LVM with seed %d: sector %d".formatted(seed, damaged.at / SECTOR);
                var used = map(damaged, what);
                noticed += used.equals(whole) ? 1 : 0;
                assertEquals(List.of(), Ranges.minus(undamaged, used), what);
            }
            assertTrue(noticed >= 20, "only " + noticed + " were noticed");
        }
    }

    private Path makeGroup() throws IOException {
        var volume = FileVolume.sparse(scratch.resolve("volume"), 200L << 20);
        try (var loop = LoopDevice.of(volume)) {
            LvmGroup.group(loop, "");
            LvmGroup.create(loop, "root", 20);
            LvmGroup.create(loop, "home", 30);
            LvmGroup.lvm(loop, "lvextend", "-An", "-L", "80M", "room/root"); // in two parts
        }
        var root = FileVolume.sparse(scratch.resolve("root"), 80L << 20);
        Programs.run("mke2fs", "-q", "-F", "-t", "ext4", "-b", "1024", root.toString());
        LvmGroup.put(volume, "root", root);
        var home = FileVolume.sparse(scratch.resolve("home"), 30L << 20);
        Programs.run("mkfs.fat", "-F", "16", home.toString());
        LvmGroup.put(volume, "home", home);
        return volume;
    }

    /// Sectors that are not zero, which in empty file systems are all metadata; those of LVM itself
    /// as often as all others together.
    private static List<Long> written(ByteSource volume, UsedBlocks used) throws IOException {
        var own = new ArrayList<Long>();
        var others = new ArrayList<Long>();
        for (var extent : used.extents()) {
            for (long at = extent.offset(); at < extent.end(); at += SECTOR) {
                if (!volume.isZero(at, SECTOR)) {
                    (at < 1 << 20 ? own : others).add(at);
                }
            }
        }
        for (int i = others.size() / own.size(); i >= 0; i--) {
            others.addAll(own);
        }
        return others;
    }

    /// What would be captured.
    private static UsedBlocks map(Damaged damaged, String what) {
        return Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    try {
                        return Filesystems.probe(damaged).usedBlocks();
                    } catch (CorruptFilesystemException refused) {
                        assertNotNull(refused.getMessage(), what);
                        return UsedBlocks.whole(damaged.length());
                    }
                },
                what);
    }

    private Path make(String mkfs, boolean mountable) throws IOException {
        var file = FileVolume.sparse(scratch.resolve("volume"), 300L << 20);
        var command = new ArrayList<>(List.of(mkfs.split(" ", -1)));
        command.add(file.toString());
        Programs.run(command.toArray(String[]::new));
        if (mountable) {
            try (var mounted = MountedVolume.of(file, scratch.resolve("mounted"), "defaults")) {
                mounted.age(600, 60_000);
            }
        }
        return file;
    }

    private static Damaged damaged(ByteSource volume, List<Long> sectors, Random random)
            throws IOException {
        long at = sectors.get(random.nextInt(sectors.size()));
        var sector = volume.bytes(at, SECTOR);
        switch (random.nextInt(4)) {
            case 0 -> random.nextBytes(sector);
            case 1 -> Arrays.fill(sector, (byte) 0);
            default -> sector[random.nextInt(SECTOR)] ^= (byte) (1 << random.nextInt(8));
        }
        return new Damaged(volume, at, sector);
    }

    /// Sectors of superblocks, headers and trees: those that begin with a name of XFS, and those of
    /// blocks that carry the identifier of Btrfs.
    private static List<Long> metadata(ByteSource volume, UsedBlocks used) throws IOException {
        var sectors = new ArrayList<Long>();
        boolean btrfs = Filesystems.probe(volume).kind().equals("btrfs");
        var fsid = volume.bytes((64 << 10) + 32, 16);
        for (var extent : used.extents()) {
            for (long at = extent.offset(); at < extent.end(); at += btrfs ? 4096 : SECTOR) {
                var bytes = volume.bytes(at, SECTOR);
                var magic = new String(bytes, 0, 4, StandardCharsets.ISO_8859_1);
                if (btrfs && Arrays.equals(fsid, 0, 16, bytes, 32, 48)) {
                    for (int i = 0; i < 8; i++) {
                        sectors.add(at + (long) i * SECTOR);
                    }
                } else if (!btrfs && XFS_MAGICS.contains(magic)) {
                    sectors.add(at);
                    boolean tree = magic.startsWith("AB");
                    if (tree) {
                        sectors.add(at + SECTOR);
                    }
                }
            }
        }
        return sectors;
    }
}
