package sower.filesystem.btrfs;

import sower.binary.Structure;

/// XXH64 with seed 0 (the xxHash specification, version 0.1.1).
final class XxHash64 {
    private static final long PRIME1 = 0x9E3779B185EBCA87L;
    private static final long PRIME2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME3 = 0x165667B19E3779F9L;
    private static final long PRIME4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME5 = 0x27D4EB2F165667C5L;
    private static final long FIRST_LANE = 0x60EA27EEADC0B5D6L; // PRIME1 + PRIME2, which overflows
    private static final int STRIPE = 32;

    private XxHash64() {}

    /// The hash of `length` bytes from `begin`.
    static long of(byte[] bytes, int begin, int length) {
        var s = Structure.littleEndian(bytes);
        int at = begin;
        int end = begin + length;
        long hash = PRIME5;
        if (length >= STRIPE) {
            long[] lanes = {FIRST_LANE, PRIME2, 0, -PRIME1};
            for (; at + STRIPE <= end; at += STRIPE) {
                for (int i = 0; i < 4; i++) {
                    lanes[i] = round(lanes[i], s.u64(at + 8 * i));
                }
            }
            hash = converge(lanes);
        }
        return avalanche(rest(s, at, end, hash + length));
    }

    private static long converge(long[] lanes) {
        long hash =
                Long.rotateLeft(lanes[0], 1)
                        + Long.rotateLeft(lanes[1], 7)
                        + Long.rotateLeft(lanes[2], 12)
                        + Long.rotateLeft(lanes[3], 18);
        for (long lane : lanes) {
            hash = (hash ^ round(0, lane)) * PRIME1 + PRIME4;
        }
        return hash;
    }

    private static long rest(Structure s, int begin, int end, long seed) {
        long hash = seed;
        int at = begin;
        for (; at + 8 <= end; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, s.u64(at)), 27) * PRIME1 + PRIME4;
        }
        if (at + 4 <= end) {
            hash = Long.rotateLeft(hash ^ s.u32(at) * PRIME1, 23) * PRIME2 + PRIME3;
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ s.u8(at) * PRIME5, 11) * PRIME1;
        }
        return hash;
    }

    private static long avalanche(long value) {
        long hash = (value ^ value >>> 33) * PRIME2;
        hash = (hash ^ hash >>> 29) * PRIME3;
        return hash ^ hash >>> 32;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME2, 31) * PRIME1;
    }
}
