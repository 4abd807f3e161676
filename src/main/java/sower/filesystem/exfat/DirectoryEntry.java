package sower.filesystem.exfat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sower.binary.Structure;

/// One directory entry in use that has clusters or a volume's name.
///
/// @param type EntryType
/// @param flags BitmapFlags or GeneralSecondaryFlags, by type
/// @param directory what the file entry before it says of a stream
/// @param firstCluster FirstCluster
/// @param length DataLength
record DirectoryEntry(
        int type, int flags, boolean directory, String name, long firstCluster, long length) {
    static final int BITMAP = 0x81;
    static final int UPCASE = 0x82;
    static final int LABEL = 0x83;

    private static final int FILE = 0x85;
    private static final int STREAM = 0xC0;
    private static final int VENDOR_ALLOCATION = 0xE1;
    private static final int LENGTH = 32;
    private static final int SLICE = 64 << 10;
    private static final int LABEL_LENGTH = 11;
    private static final int DIRECTORY = 0x10;
    private static final int ALLOCATED = 0x1; // AllocationPossible
    private static final int NO_FAT_CHAIN = 0x2; // NoFatChain

    /// All of a directory's.
    static List<DirectoryEntry> read(Chain directory) throws IOException {
        var entries = new ArrayList<DirectoryEntry>();
        boolean isDirectory = false;
        for (long at = 0; at < directory.length(); at += SLICE) {
            int count = (int) Math.min(SLICE, directory.length() - at);
            var s = Structure.littleEndian(directory.bytes(at, count));
            for (int i = 0; i < count; i += LENGTH) {
                int type = s.u8(i);
                if (type == 0) {
                    return entries; // nothing was ever written behind it
                }
                if (type == FILE) {
                    isDirectory = (s.u16(i + 4) & DIRECTORY) != 0; // FileAttributes
                } else if (isWanted(type)) {
                    entries.add(parse(s, i, isDirectory));
                }
            }
        }
        return entries;
    }

    private static boolean isWanted(int type) {
        return switch (type) {
            case BITMAP, UPCASE, LABEL, STREAM, VENDOR_ALLOCATION -> true;
            default -> false;
        };
    }

    private static DirectoryEntry parse(Structure s, int at, boolean isDirectory) {
        int type = s.u8(at);
        if (type == LABEL) {
            int length = 2 * Math.min(LABEL_LENGTH, s.u8(at + 1)); // CharacterCount
            var name = new String(s.bytes(at + 2, length), StandardCharsets.UTF_16LE);
            return new DirectoryEntry(type, 0, false, name, 0, 0);
        }
        boolean directory = type == STREAM && isDirectory;
        return new DirectoryEntry(
                type, s.u8(at + 1), directory, "", s.u32(at + 20), s.u64(at + 24));
    }

    /// Whether clusters belong to it.
    boolean isAllocated() {
        boolean critical = type == BITMAP || type == UPCASE;
        return type != LABEL && length != 0 && (critical || (flags & ALLOCATED) != 0);
    }

    /// Whether they stand in a row, and the table says nothing of them.
    boolean isContiguous() {
        return type != BITMAP && type != UPCASE && (flags & NO_FAT_CHAIN) != 0;
    }
}
