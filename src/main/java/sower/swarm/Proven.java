package sower.swarm;

import java.util.BitSet;

/// Which pieces of a storage may be sent without being hashed. Guarded by its torrent.
final class Proven {
    private final BitSet pieces;
    private Trust trust;

    /// @param had pieces that are on the storage
    Proven(Trust trust, BitSet had) {
        this.trust = trust;
        this.pieces = trust == Trust.PROVEN ? (BitSet) had.clone() : new BitSet();
    }

    boolean has(int piece) {
        return pieces.get(piece);
    }

    /// It was hashed.
    void add(int piece) {
        if (trust != Trust.EVERY_READ) {
            pieces.set(piece);
        }
    }

    /// It may have changed.
    void remove(int piece) {
        pieces.clear(piece);
    }

    /// All may change at any time.
    void distrust() {
        trust = Trust.EVERY_READ;
        pieces.clear();
    }
}
