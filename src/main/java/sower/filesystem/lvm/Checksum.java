package sower.filesystem.lvm;

/// CRC-32 as LVM2 has it: the usual polynomial, a beginning of its own, nothing turned over at the
/// end.
final class Checksum {
    private static final int INITIAL = 0xF597A6CF;
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int[] TABLE = table();

    private Checksum() {}

    static long of(byte[] bytes, int at, int length) {
        int crc = INITIAL;
        for (int i = at; i < at + length; i++) {
            crc = crc >>> 8 ^ TABLE[(crc ^ bytes[i]) & 0xFF];
        }
        return Integer.toUnsignedLong(crc);
    }

    private static int[] table() {
        var table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
            }
            table[i] = value;
        }
        return table;
    }
}
