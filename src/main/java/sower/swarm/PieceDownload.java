package sower.swarm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import sower.metainfo.PieceLayout;
import sower.metainfo.Sha1;

/// One piece on its way in.
///
/// A block is *free* → *requested* (from one peer, in the end game from two) → *receiving* (one
/// peer's reader fills its place) → *received*. A peer that leaves, chokes or stalls gives its
/// blocks back. Bytes go straight to their place; that is safe because only the one peer that is
/// receiving a block writes there, and what a second one sends for it is thrown away.
final class PieceDownload {
    /// Consecutive blocks of a piece that are asked for with one request.
    record Run(PieceDownload download, int block, int count) {
        int begin() {
            return block * PieceLayout.BLOCK;
        }

        int length() {
            return Math.min(count * PieceLayout.BLOCK, download.length - begin());
        }
    }

    private enum State {
        FREE,
        REQUESTED,
        RECEIVING,
        RECEIVED
    }

    final int piece;
    final int length;
    final List<Chunk> chunks;
    private final State[] states;
    private final @Nullable Peer[] first; // who was asked; the one receiving, if any
    private final @Nullable Peer[] second; // asked as well, in the end game
    private final Set<Peer> sources = new LinkedHashSet<>();
    private final boolean exclusive;
    private @Nullable Peer owner; // of an exclusive one
    private int free;
    private boolean assigned;
    private boolean handedOn;
    private int received;

    /// @param exclusive whether all its blocks must come from one peer, to find out who lies
    PieceDownload(int piece, int length, List<Chunk> chunks, boolean exclusive) {
        this.piece = piece;
        this.exclusive = exclusive;
        this.length = length;
        this.chunks = chunks;
        int blocks = (length + PieceLayout.BLOCK - 1) / PieceLayout.BLOCK;
        this.states = new State[blocks];
        Arrays.fill(states, State.FREE);
        this.first = new @Nullable Peer[blocks];
        this.second = new @Nullable Peer[blocks];
        this.free = blocks;
    }

    /// The next free blocks, now requested from `peer`; null when none is free.
    ///
    /// @param most blocks in one request
    synchronized @Nullable Run claim(Peer peer, int most) {
        if (free == 0 || (exclusive && owner != peer && !changeOwner(peer))) {
            return null;
        }
        int block = 0;
        while (states[block] != State.FREE) {
            block++;
        }
        int count = 0;
        int end = Math.min(block + most, endOfChunk(block));
        for (int i = block; i < end && states[i] == State.FREE; i++) {
            states[i] = State.REQUESTED;
            first[i] = peer;
            count++;
        }
        free -= count;
        if (!assigned) {
            assigned = true;
            PieceLife.assigned(peer, piece);
        }
        return new Run(this, block, count);
    }

    /// The owner of an exclusive piece has left: another begins it anew.
    private boolean changeOwner(Peer peer) {
        if (free + received < states.length) {
            return false;
        }
        Arrays.fill(states, State.FREE);
        free = states.length;
        received = 0;
        sources.clear();
        owner = peer;
        return true;
    }

    /// End game: blocks that somebody else was asked for alone, now requested from `peer` as well.
    ///
    /// @param slow whether a peer that was asked is to be raced
    synchronized @Nullable Run claimAgain(Peer peer, int most, Predicate<Peer> slow) {
        int block = 0;
        while (block < states.length && !mayDouble(block, peer, slow)) {
            block++;
        }
        if (block == states.length) {
            return null;
        }
        int count = 0;
        int end = Math.min(block + most, endOfChunk(block));
        for (int i = block; i < end && mayDouble(i, peer, slow); i++) {
            second[i] = peer;
            count++;
        }
        return new Run(this, block, count);
    }

    /// Whether blocks are missing and nobody is asked for any: whoever fetched it has left.
    synchronized boolean orphaned() {
        return free > 0 && free + received == states.length;
    }

    /// `peer` begins to send a run.
    ///
    /// @return whether it is wanted (still); then its bytes go to [#place]
    synchronized boolean begin(Peer peer, int begin, int count) {
        int block = begin / PieceLayout.BLOCK;
        int blocks = (count + PieceLayout.BLOCK - 1) / PieceLayout.BLOCK;
        boolean whole = begin >= 0 && begin % PieceLayout.BLOCK == 0 && begin + count <= length;
        whole &= count % PieceLayout.BLOCK == 0 || begin + count == length;
        whole &= block + blocks <= endOfChunk(block);
        for (int i = block; whole && i < block + blocks; i++) {
            whole = states[i] == State.REQUESTED && (first[i] == peer || second[i] == peer);
        }
        if (!whole) {
            return false;
        }
        for (int i = block; i < block + blocks; i++) {
            states[i] = State.RECEIVING;
            if (first[i] != peer) {
                second[i] = first[i];
                first[i] = peer;
            }
        }
        return true;
    }

    /// Where the bytes of a run go that its peer has begun.
    ByteBuffer place(int begin, int count) {
        return chunks.get(begin / Chunk.LENGTH).slice(begin % Chunk.LENGTH, count);
    }

    /// Writes the whole piece, complete and right, to `offset`; the disk thread.
    void writeTo(Storage storage, long offset) throws IOException {
        for (int at = 0; at < length; at += Chunk.LENGTH) {
            int part = Math.min(length - at, Chunk.LENGTH);
            storage.write(offset + at, chunks.get(at / Chunk.LENGTH).slice(0, part));
        }
    }

    /// `peer` has sent the run it began.
    ///
    /// @return others who were asked for it too and may be told to cancel
    synchronized List<Peer> finish(Peer peer, int begin, int count) {
        int block = begin / PieceLayout.BLOCK;
        int blocks = (count + PieceLayout.BLOCK - 1) / PieceLayout.BLOCK;
        var others = new ArrayList<Peer>(0);
        for (int i = block; i < block + blocks; i++) {
            states[i] = State.RECEIVED;
            var other = second[i];
            if (other != null && !others.contains(other)) {
                others.add(other);
            }
            first[i] = null;
            second[i] = null;
        }
        if (received == 0) {
            PieceLife.firstBlock(peer, piece);
        }
        received += blocks;
        sources.add(peer);
        return others;
    }

    /// `peer` will not send these blocks: whoever wants may ask for them. A block it is sending
    /// right now stays its own, because its reader writes there.
    synchronized void release(Peer peer, int block, int count) {
        giveUp(peer, block, count, State.REQUESTED);
    }

    /// `peer` broke off in the middle of a run it had begun; its reader has stopped writing.
    synchronized void abandon(Peer peer, int begin, int count) {
        int blocks = (count + PieceLayout.BLOCK - 1) / PieceLayout.BLOCK;
        giveUp(peer, begin / PieceLayout.BLOCK, blocks, State.RECEIVING);
    }

    private void giveUp(Peer peer, int block, int count, State state) {
        for (int i = block; i < block + count; i++) {
            if (second[i] == peer) {
                second[i] = null;
            } else if (first[i] == peer && states[i] == state) {
                first[i] = second[i];
                second[i] = null;
                states[i] = first[i] == null ? State.FREE : State.REQUESTED;
                free += first[i] == null ? 1 : 0;
            }
        }
    }

    /// Whether all blocks are here; true for one caller only, whoever asks first. Two readers may
    /// bring the last two blocks at the same moment, and the piece must be handed on once.
    synchronized boolean completes() {
        boolean now = !handedOn && received == states.length;
        handedOn |= now;
        return now;
    }

    /// Whether all blocks are here.
    synchronized boolean whole() {
        return handedOn;
    }

    /// Who sent blocks of it; more than one after the end game or when somebody left.
    synchronized List<Peer> sources() {
        return List.copyOf(sources);
    }

    /// Bytes received so far.
    synchronized long received() {
        return Math.min((long) received * PieceLayout.BLOCK, length);
    }

    /// SHA-1 of the whole piece.
    byte[] digest() {
        return digest(chunks, length);
    }

    static byte[] digest(List<Chunk> chunks, int length) {
        MessageDigest digest = Sha1.digest();
        int left = length;
        for (var chunk : chunks) {
            int part = Math.min(left, Chunk.LENGTH);
            digest.update(chunk.slice(0, part));
            left -= part;
        }
        return digest.digest();
    }

    private boolean mayDouble(int block, Peer peer, Predicate<Peer> slow) {
        var asked = first[block];
        return !exclusive
                && states[block] == State.REQUESTED
                && asked != null
                && asked != peer
                && second[block] == null
                && slow.test(asked);
    }

    private int endOfChunk(int block) {
        int perChunk = Chunk.LENGTH / PieceLayout.BLOCK;
        return Math.min((block / perChunk + 1) * perChunk, states.length);
    }
}
