package sower.filesystem.ntfs;

import java.io.IOException;
import sower.binary.Structure;

/// The restart pages of the log (struct RESTART_HDR, RESTART_AREA).
final class LogFile {
    private static final int HEADER = 30;
    private static final int AREA = 16;
    private static final int NO_CLIENT = 0xFFFF; // LFS_NO_CLIENT
    private static final int CLEAN = 0x2; // of the flags of the restart area
    private static final int SMALLEST_PAGE = 512;
    private static final int LARGEST_PAGE = 64 << 10;

    private LogFile() {}

    /// Whether the log must be replayed before the volume is what it should be. A log that was
    /// emptied, or of a version that nobody here knows, is no reason: the volume's dirty flag is
    /// there too.
    static boolean needsReplay(Stream log) throws IOException {
        long newest = -1;
        boolean needs = false;
        long at = 0;
        for (int copy = 0; copy < 2 && at + LARGEST_PAGE <= log.length(); copy++) {
            var s = Structure.littleEndian(log.bytes(at, LARGEST_PAGE));
            long page = s.u32(16); // sys_page_size
            int area = s.u16(24); // ra_off
            boolean known =
                    s.holds(0, "RSTR")
                            && page >= SMALLEST_PAGE
                            && page < LARGEST_PAGE
                            && area >= HEADER
                            && area + AREA <= SMALLEST_PAGE - 2; // no update sequence in it
            if (known && s.u64(area) > newest) { // current_lsn
                newest = s.u64(area);
                boolean open = s.u16(area + 12) != NO_CLIENT; // client_idx[1]: in use
                needs = open && (s.u16(area + 14) & CLEAN) == 0; // flags
            }
            at = known ? page : 4096;
        }
        return needs;
    }
}
