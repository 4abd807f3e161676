package sower.filesystem.ext4;

/// The checksums of ext4, in the kernel's form: any seed, no final inversion.
final class Checksum {
    private static final int CRC32C = 0x82F63B78; // Castagnoli, reflected
    private static final int CRC16 = 0xA001; // ANSI, reflected
    private static final int[] TABLE = table();

    private Checksum() {}

    /// Continues `crc` over `length` bytes from `at`.
    static int crc32c(int crc, byte[] bytes, int at, int length) {
        int value = crc;
        for (int i = at; i < at + length; i++) {
            value = value >>> 8 ^ TABLE[(value ^ bytes[i]) & 0xFF];
        }
        return value;
    }

    /// Continues `crc` over `length` bytes from `at`.
    static int crc16(int crc, byte[] bytes, int at, int length) {
        int value = crc;
        for (int i = at; i < at + length; i++) {
            value ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) != 0 ? value >>> 1 ^ CRC16 : value >>> 1;
            }
        }
        return value & 0xFFFF;
    }

    private static int[] table() {
        var table = new int[256];
        for (int i = 0; i < 256; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) != 0 ? value >>> 1 ^ CRC32C : value >>> 1;
            }
            table[i] = value;
        }
        return table;
    }
}
