package sower.filesystem.xfs;

import java.util.zip.CRC32C;
import sower.binary.Structure;

/// The checksum of version 5: CRC-32C of a structure with zero in the checksum's own place, which
/// is, unlike all else, little endian (xfs_cksum.h).
final class Checksum {
    private static final byte[] ZERO = new byte[4];

    private Checksum() {}

    /// Whether the checksum at `at` is that of all `bytes`.
    static boolean isRight(byte[] bytes, int at) {
        var crc = new CRC32C();
        crc.update(bytes, 0, at);
        crc.update(ZERO);
        crc.update(bytes, at + 4, bytes.length - at - 4);
        return crc.getValue() == Structure.littleEndian(bytes).u32(at);
    }
}
