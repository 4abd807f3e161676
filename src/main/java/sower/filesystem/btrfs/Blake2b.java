package sower.filesystem.btrfs;

import java.util.Arrays;
import sower.binary.Structure;

/// BLAKE2b with 32 bytes of output and no key (RFC 7693).
final class Blake2b {
    private static final int BLOCK = 128;
    private static final int OUTPUT = 32;
    private static final int ROUNDS = 12;

    private static final long[] IV = {
        0x6A09E667F3BCC908L, 0xBB67AE8584CAA73BL, 0x3C6EF372FE94F82BL, 0xA54FF53A5F1D36F1L,
        0x510E527FADE682D1L, 0x9B05688C2B3E6C1FL, 0x1F83D9ABFB41BD6BL, 0x5BE0CD19137E2179L
    };

    private static final int[][] SIGMA = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
        {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
        {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
        {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
        {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
        {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
        {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
        {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
        {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}
    };

    private static final int[][] COLUMNS_AND_DIAGONALS = {
        {0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15},
        {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14}
    };

    private Blake2b() {}

    /// The hash of `length` bytes from `begin`, at least one.
    static byte[] of256(byte[] bytes, int begin, int length) {
        long[] state = IV.clone();
        state[0] ^= 0x01010000 ^ OUTPUT; // fanout and depth 1, no key
        int done = 0;
        for (; done + BLOCK < length; done += BLOCK) {
            compress(
                    state,
                    Structure.littleEndian(block(bytes, begin + done, BLOCK)),
                    done + BLOCK,
                    0);
        }
        var last = block(bytes, begin + done, length - done);
        compress(state, Structure.littleEndian(last), length, ~0L);
        var hash = new byte[OUTPUT];
        var out = Structure.littleEndian(hash);
        for (int i = 0; i < OUTPUT / 8; i++) {
            out.putU64(8 * i, state[i]);
        }
        return hash;
    }

    private static byte[] block(byte[] bytes, int begin, int length) {
        return Arrays.copyOf(Arrays.copyOfRange(bytes, begin, begin + length), BLOCK);
    }

    private static void compress(long[] state, Structure block, long count, long last) {
        long[] v = Arrays.copyOf(state, 16);
        System.arraycopy(IV, 0, v, 8, 8);
        v[12] ^= count;
        v[14] ^= last;
        for (int round = 0; round < ROUNDS; round++) {
            int[] order = SIGMA[round % SIGMA.length];
            for (int i = 0; i < 8; i++) {
                long x = block.u64(8 * order[2 * i]);
                long y = block.u64(8 * order[2 * i + 1]);
                mix(v, COLUMNS_AND_DIAGONALS[i], x, y);
            }
        }
        for (int i = 0; i < 8; i++) {
            state[i] ^= v[i] ^ v[i + 8];
        }
    }

    private static void mix(long[] v, int[] at, long x, long y) {
        int a = at[0];
        int b = at[1];
        int c = at[2];
        int d = at[3];
        v[a] += v[b] + x;
        v[d] = Long.rotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = Long.rotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + y;
        v[d] = Long.rotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = Long.rotateRight(v[b] ^ v[c], 63);
    }
}
