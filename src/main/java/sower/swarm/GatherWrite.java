package sower.swarm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayList;
import java.util.List;
import sower.wire.Message;
import sower.wire.MessageWriter;

/// What goes to one peer in one write: messages, heads of blocks, and blocks out of chunks that
/// stay pinned until they are sent. Belongs to one writer thread.
final class GatherWrite {
    private final ChunkPool pool;
    private final ByteBuffer heads;
    private final List<ByteBuffer> buffers = new ArrayList<>();
    private final List<Chunk> pinned = new ArrayList<>();
    private int chunks; // different ones, when blocks of one come one after the other

    /// @param mostHeads blocks between two calls of [#send]
    GatherWrite(ChunkPool pool, int mostHeads) {
        this.pool = pool;
        this.heads = ByteBuffer.allocateDirect(mostHeads * MessageWriter.PIECE_HEAD);
    }

    void add(ByteBuffer messages) {
        if (messages.hasRemaining()) {
            buffers.add(messages);
        }
    }

    /// The head of a block, whose bytes follow.
    void addHead(Message.Request block) {
        int at = heads.position();
        var head = new Message.Piece(block.piece(), block.begin(), block.length());
        MessageWriter.put(heads, head, 0);
        buffers.add(heads.slice(at, MessageWriter.PIECE_HEAD));
    }

    /// A block with its head.
    ///
    /// @param chunks those it lies in, pinned; they are given back by [#release]
    void add(Message.Request block, List<Chunk> chunks) {
        pin(chunks);
        addHead(block);
        int end = block.begin() + block.length();
        int first = block.begin() / Chunk.LENGTH;
        for (int at = block.begin(); at < end; ) {
            int inChunk = at % Chunk.LENGTH;
            int part = Math.min(Chunk.LENGTH - inChunk, end - at);
            buffers.add(chunks.get(at / Chunk.LENGTH - first).slice(inChunk, part));
            at += part;
        }
    }

    private void pin(List<Chunk> some) {
        for (var chunk : some) {
            chunks += pinned.isEmpty() || pinned.getLast() != chunk ? 1 : 0;
            pinned.add(chunk);
        }
    }

    /// How much memory it keeps that others may be waiting for.
    int chunks() {
        return chunks;
    }

    /// Whether a block needs no other chunk than the one that came last.
    boolean holds(Message.Request block) {
        var last = pinned.isEmpty() ? null : pinned.getLast().key;
        int end = block.begin() + block.length() - 1;
        return last != null
                && last.piece() == block.piece()
                && last.index() == block.begin() / Chunk.LENGTH
                && last.index() == end / Chunk.LENGTH;
    }

    /// Sends everything, and is empty afterwards.
    void send(GatheringByteChannel channel) throws IOException {
        var all = buffers.toArray(ByteBuffer[]::new);
        int first = 0;
        while (first < all.length) {
            channel.write(all, first, all.length - first);
            while (first < all.length && !all[first].hasRemaining()) {
                first++;
            }
        }
        release();
    }

    /// Forgets what was not sent and gives its chunks back.
    void release() {
        buffers.clear();
        heads.clear();
        pinned.forEach(pool::unpin);
        pinned.clear();
        chunks = 0;
    }
}
