package sower.filesystem.btrfs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import sower.binary.Structure;

/// The checksum at the beginning of superblocks and tree blocks: of all that follows its 32 bytes
/// (enum btrfs_csum_type).
final class Checksum {
    private static final int FIELD = 32; // BTRFS_CSUM_SIZE
    private static final int TYPES = 4;

    private Checksum() {}

    static boolean isKnown(int type) {
        return type < TYPES;
    }

    /// Whether the checksum of a known type at the beginning of `block` is right.
    static boolean isRight(int type, byte[] block) {
        var field = Structure.littleEndian(block);
        return switch (type) {
            case 0 -> crc32c(block) == field.u32(0);
            case 1 -> XxHash64.of(block, FIELD, block.length - FIELD) == field.u64(0);
            case 2 -> Arrays.equals(sha256(block), field.bytes(0, FIELD));
            case 3 ->
                    Arrays.equals(
                            Blake2b.of256(block, FIELD, block.length - FIELD),
                            field.bytes(0, FIELD));
            default -> false;
        };
    }

    private static long crc32c(byte[] block) {
        var crc = new CRC32C();
        crc.update(block, FIELD, block.length - FIELD);
        return crc.getValue();
    }

    private static byte[] sha256(byte[] block) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(block, FIELD, block.length - FIELD);
            return digest.digest();
        } catch (NoSuchAlgorithmException never) { // every Java has it
            throw new IllegalStateException(never);
        }
    }
}
