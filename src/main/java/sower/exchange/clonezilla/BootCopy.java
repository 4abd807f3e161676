package sower.exchange.clonezilla;

import java.util.Arrays;
import java.util.Optional;
import sower.binary.Structure;
import sower.disk.Extent;

/// The copy of its first sector that NTFS keeps behind its last cluster. partclone leaves it out,
/// because it is in no cluster; without it the volume is not whole.
final class BootCopy {
    static final BootCopy NONE = new BootCopy(Optional.empty(), new byte[0]);
    private static final int LOOK = 4096;

    private final Optional<Extent> place;
    private final byte[] sector;

    private BootCopy(Optional<Extent> place, byte[] sector) {
        this.place = place;
        this.sector = sector;
    }

    /// What is behind the last cluster: sectors that are too few for another one, and at its end
    /// the copy; empty where there is none to be made.
    Optional<Extent> place() {
        return place;
    }

    /// Bytes of the first block that tell.
    static int look(int blockSize) {
        return Math.min(LOOK, blockSize);
    }

    /// What the first block of a volume asks for.
    ///
    /// @param first its beginning
    /// @param from where the last cluster ends
    /// @param length bytes of the volume
    static BootCopy of(byte[] first, long from, long length) {
        var boot = Structure.littleEndian(first);
        if (!boot.holds(3, "NTFS    ")) {
            return NONE;
        }
        int sectorSize = boot.u16(0x0B); // BytesPerSector
        long sectors = boot.u64(0x28); // TotalSectors
        boolean sane =
                sectorSize >= 512
                        && sectorSize <= first.length
                        && sectors > 0
                        && sectors < length / sectorSize // a sector is left behind it
                        && sectors * sectorSize >= from;
        return sane
                ? new BootCopy(
                        Optional.of(new Extent(from, (sectors + 1) * sectorSize - from)),
                        Arrays.copyOf(first, sectorSize))
                : NONE;
    }

    /// `count` bytes from `at` of a volume that is zero but for this.
    byte[] bytes(long at, int count) {
        var bytes = new byte[count];
        if (place.isPresent()) {
            long stands = place.get().end() - sector.length;
            long begin = Math.max(at, stands);
            long end = Math.min(at + count, place.get().end());
            if (begin < end) {
                int from = (int) (begin - stands);
                System.arraycopy(sector, from, bytes, (int) (begin - at), (int) (end - begin));
            }
        }
        return bytes;
    }
}
