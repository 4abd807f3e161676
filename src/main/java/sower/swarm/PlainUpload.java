package sower.swarm;

import java.io.IOException;
import java.io.OutputStream;
import sower.metainfo.PieceLayout;

/// Sends bytes of a torrent to somebody who is no peer: out of pieces that were read and hashed,
/// and within the limits that were set.
///
/// What is sent at once is copied, so that nobody who reads slowly keeps a chunk from others.
final class PlainUpload {
    private static final int PART = 256 << 10;
    private static final long LONGEST_WAIT_MILLIS = 100; // a limit may be taken away meanwhile

    private final Torrent torrent;
    private final PieceLayout layout;
    private final Uploads uploads;
    private final ChunkPool pool;
    private final byte[] part = new byte[PART];

    PlainUpload(EngineHost host, Torrent torrent) {
        this.torrent = torrent;
        this.layout = torrent.layout();
        this.uploads = host.uploads();
        this.pool = host.pool();
    }

    void send(long offset, long count, OutputStream to) throws IOException, InterruptedException {
        for (long at = offset; at < offset + count; ) {
            int length = copy(at, offset + count - at);
            awaitTurn(length);
            to.write(part, 0, length);
            at += length;
        }
    }

    private int copy(long at, long most) throws IOException, InterruptedException {
        int piece = (int) (at / layout.pieceLength());
        int begin = (int) (at - layout.offset(piece));
        int inChunk = begin % Chunk.LENGTH;
        int there = Math.min(Chunk.LENGTH - inChunk, layout.length(piece) - begin);
        int length = (int) Math.min(Math.min(PART, there), most);
        var chunk = uploads.pin(torrent, piece, begin / Chunk.LENGTH);
        if (chunk == null) {
            throw new IOException("piece " + piece + " is not there any more");
        }
        try {
            chunk.slice(inChunk, length).get(part, 0, length);
        } finally {
            pool.unpin(chunk);
        }
        return length;
    }

    private void awaitTurn(int length) throws InterruptedException {
        var throttle = torrent.throttle();
        long wait = throttle.sendingWaitNanos();
        while (!torrent.closed() && (wait > 0 || throttle.paused())) {
            Thread.sleep(Math.min(LONGEST_WAIT_MILLIS, 1 + wait / 1_000_000));
            wait = throttle.sendingWaitNanos();
        }
        throttle.sends(length);
    }
}
