package sower.filesystem.xfs;

import java.io.IOException;
import sower.binary.Structure;
import sower.disk.ByteSource;

/// The log, as far as it tells whether anything in it must be replayed (struct xlog_rec_header,
/// struct xlog_op_header).
///
/// The log is a ring of sectors, written round and round. Every sector carries the number of its
/// round (cycle), so the next one to be written (head) is where that number drops. A file system
/// that was unmounted properly left one record before the head, with nothing in it but the word
/// that it was.
final class Log {
    private static final int SECTOR = 512; // BBSIZE, whatever the device's sectors are
    private static final long MAGIC = 0xFEEDBABEL; // XLOG_HEADER_MAGIC_NUM
    private static final int VERSION_2 = 2;
    private static final int HEADER_COVERS = 32 << 10; // XLOG_HEADER_CYCLE_SIZE
    private static final int LONGEST_RECORD = (256 << 10) / SECTOR + 8; // and its header
    private static final int UNMOUNT = 0x20; // XLOG_UNMOUNT_TRANS

    private final ByteSource volume;
    private final long offset;
    private final long sectors;

    Log(ByteSource volume, Superblock superblock) {
        this.volume = volume;
        this.offset = superblock.logOffset();
        this.sectors = superblock.logLength() / SECTOR;
    }

    /// Whether the last record says that the file system was unmounted. False also where the log
    /// makes no sense.
    boolean isClean() throws IOException {
        long cycle = cycle(0);
        if (cycle == 0) {
            return false; // mkfs writes a record
        }
        long head = head(cycle) % sectors;
        for (int back = 1; back <= Math.min(LONGEST_RECORD, sectors); back++) {
            long at = Math.floorMod(head - back, sectors);
            var header = sector(at);
            if (header.u32(0) == MAGIC) { // h_magicno; in all other sectors the cycle stands here
                return isUnmount(header, at, head);
            }
        }
        return false;
    }

    private boolean isUnmount(Structure header, long at, long head) throws IOException {
        long size = header.u32(320); // h_size
        boolean two = (header.u32(8) & VERSION_2) != 0; // h_version
        long headers = two ? Math.max(1, (size + HEADER_COVERS - 1) / HEADER_COVERS) : 1;
        long data = (header.u32(12) + SECTOR - 1) / SECTOR; // h_len
        if (header.u32(40) != 1 || (at + headers + data) % sectors != head) { // h_num_logops
            return false;
        }
        var operation = sector((at + headers) % sectors);
        return (operation.u8(9) & UNMOUNT) != 0; // oh_flags
    }

    /// The first sector that is not of the round in which sector 0 was written.
    private long head(long cycle) throws IOException {
        long same = 0;
        long other = sectors;
        while (other - same > 1) {
            long middle = (same + other) / 2;
            if (cycle(middle) == cycle) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return other;
    }

    private long cycle(long index) throws IOException {
        var sector = sector(index);
        return sector.u32(0) == MAGIC ? sector.u32(4) : sector.u32(0); // h_cycle
    }

    private Structure sector(long index) throws IOException {
        return Structure.bigEndian(volume.bytes(offset + index * SECTOR, SECTOR));
    }
}
