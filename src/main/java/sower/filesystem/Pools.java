package sower.filesystem;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import sower.binary.Structure;
import sower.disk.ByteSource;

/// Parts of pools and arrays that are not known by how they begin: what they are stands in labels
/// and at their end (facts as in libblkid's `superblocks/`).
final class Pools {
    private static final int SECTOR = 512;
    private static final long DDF_MAGIC = 0x11DE11DEL; // DE 11 DE 11, SNIA's disk data format
    private static final String INTEL = "Intel Raid ISM Cfg Sig. ";

    private static final int LABEL = 256 << 10; // vdev_label_t of ZFS: two at each end
    private static final int RING = 128 << 10; // vl_uberblock, the second half of it
    private static final int SLOT = 1 << 10; // of the smallest uberblock
    private static final long UBERBLOCK = 0x00BAB10CL;
    private static final int LEAST = 4; // no pool has fewer, and hardly any chance makes so many

    private Pools() {}

    /// A part of a pool of ZFS. It begins with 8 KiB that ZFS leaves as they were, so that another
    /// file system may seem to be there.
    static Optional<WholeVolume> zfs(ByteSource volume) throws IOException {
        long labels = volume.length() / LABEL;
        if (labels < 4) {
            return Optional.empty();
        }
        int uberblocks = 0;
        for (long label : List.of(0L, 1L, labels - 2, labels - 1)) {
            uberblocks += uberblocks(volume.bytes(label * LABEL + RING, LABEL - RING));
        }
        return uberblocks < LEAST
                ? Optional.empty()
                : Optional.of(member("zfs_member", volume.length()));
    }

    private static int uberblocks(byte[] bytes) {
        var ring = Structure.littleEndian(bytes);
        int count = 0;
        for (int at = 0; at < bytes.length; at += SLOT) {
            long magic = ring.u64(at); // ub_magic, in the order of the machine that wrote it
            if (magic == UBERBLOCK || Long.reverseBytes(magic) == UBERBLOCK) {
                count++;
            }
        }
        return count;
    }

    /// A part of an array of a mainboard's firmware, which keeps what it knows in the last sectors.
    static Optional<WholeVolume> firmwareRaid(ByteSource volume) throws IOException {
        long sectors = volume.length() / SECTOR;
        if (sectors < 2) {
            return Optional.empty();
        }
        var last = Structure.littleEndian(volume.bytes((sectors - 2) * SECTOR, 2 * SECTOR));
        if (last.holds(0, INTEL)) {
            return Optional.of(member("isw_raid_member", volume.length()));
        }
        return last.u32(SECTOR) == DDF_MAGIC
                ? Optional.of(member("ddf_raid_member", volume.length()))
                : Optional.empty();
    }

    /// What is worth nothing without its other parts, or the layer above it.
    static WholeVolume member(String kind, long length) {
        return WholeVolume.named(kind, length, Condition.MEMBER, Condition.NOT_PARSED);
    }
}
