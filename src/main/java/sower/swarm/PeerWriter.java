package sower.swarm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.wire.Message;
import sower.wire.MessageWriter;
import sower.wire.MetadataMessage;
import sower.wire.ProtocolException;

/// What waits to be sent to one peer, and the thread that sends it: messages first, then blocks in
/// the order they were asked for, several to a gather write.
final class PeerWriter {
    /// Requests queued for one peer; it is told so in the extension handshake.
    static final int MOST_REQUESTS = 2000;

    private static final int MOST_WAITING_BYTES = 1 << 20;
    private static final int LEAST_BYTES_PER_WRITE = 64 << 10;
    private static final int MOST_BYTES_PER_WRITE = 512 << 10;
    private static final double SECONDS_PER_WRITE = 0.03; // messages wait until it is through
    private static final int MOST_BLOCKS_PER_WRITE = 32;

    /// A limit may be taken away meanwhile.
    private static final int LONGEST_WAIT_MILLIS = 100;

    /// Blocks from everywhere, asked for by peers that do not read them, must not keep all memory.
    private static final int MOST_CHUNKS_PER_WRITE = 2;

    private final Torrent torrent;
    private final Uploads uploads;
    private final ChunkPool pool;
    private final GatheringByteChannel channel;
    private final RateMeter sent;
    private final boolean fast;
    private final ArrayDeque<Message.Request> requests = new ArrayDeque<>(); // guarded by this
    private final MetadataUploads metadata;
    private ByteBuffer messages = ByteBuffer.allocate(4096); // being filled; guarded by this
    private boolean urgent; // whether messages are to go out now; guarded by this
    private boolean closed; // guarded by this
    private final GatherWrite gather;
    private volatile long writingSince; // 0 while not writing

    PeerWriter(
            EngineHost host,
            Torrent torrent,
            GatheringByteChannel channel,
            RateMeter sent,
            boolean fast) {
        this.torrent = torrent;
        this.uploads = host.uploads();
        this.pool = host.pool();
        this.channel = channel;
        this.sent = sent;
        this.fast = fast;
        this.metadata = new MetadataUploads(torrent.metadata());
        this.gather = new GatherWrite(pool, MOST_BLOCKS_PER_WRITE);
    }

    /// Queues messages.
    ///
    /// @return false when the peer has not read for so long that it should be dropped
    synchronized boolean send(List<? extends Message> some) {
        boolean queued = queue(some);
        flush();
        return queued;
    }

    /// The same for one that goes out with whatever goes out next.
    synchronized boolean sendLater(Message message) {
        return queue(List.of(message));
    }

    /// Nothing queued waits any longer.
    synchronized void flush() {
        if (messages.position() > 0) {
            urgent = true;
            notifyAll();
        }
    }

    private boolean queue(List<? extends Message> some) {
        int pieces = torrent.layout().pieceCount();
        for (var message : some) {
            int length = MessageWriter.length(message, pieces);
            if (messages.position() + length > MOST_WAITING_BYTES) {
                return false;
            }
            if (messages.remaining() < length) {
                int capacity = Math.max(messages.capacity() * 2, messages.position() + length);
                messages = ByteBuffer.allocate(capacity).put(messages.flip());
            }
            MessageWriter.put(messages, message, pieces);
        }
        return true;
    }

    private void send(Message message) {
        send(List.of(message));
    }

    /// Queues a block that the peer asked for.
    synchronized void request(Message.Request request) throws ProtocolException {
        if (requests.size() >= MOST_REQUESTS) {
            throw new ProtocolException("more than " + MOST_REQUESTS + " requests waiting");
        }
        requests.add(request);
        notifyAll();
    }

    /// Queues a piece of the metainfo that the peer asked for.
    void request(MetadataMessage.Request request, int id) throws ProtocolException {
        metadata.add(request, id);
        synchronized (this) {
            notifyAll();
        }
    }

    /// The peer does not want a block any more.
    synchronized void cancel(Message.Cancel cancel) {
        var request = new Message.Request(cancel.piece(), cancel.begin(), cancel.length());
        if (requests.remove(request) && fast) {
            send(new Message.Reject(cancel.piece(), cancel.begin(), cancel.length()));
        }
    }

    /// We choke the peer: what it asked for is forgotten, as BEP 3 and BEP 6 say.
    synchronized void choke() {
        send(new Message.Choke());
        for (var request : requests) {
            reject(request);
        }
        requests.clear();
    }

    /// Blocks that the peer asked for and that are not sent yet.
    synchronized int waiting() {
        return requests.size();
    }

    /// Since when a write has been stuck, as nanoTime; 0 while none is under way.
    long writingSince() {
        return writingSince;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /// Sends until the connection is closed.
    void run() throws IOException, InterruptedException {
        var blocks = new ArrayList<Message.Request>();
        for (var ready = take(blocks); ready != null; ready = take(blocks)) {
            write(ready, blocks);
            blocks.clear();
        }
    }

    private synchronized @Nullable ByteBuffer take(List<Message.Request> blocks)
            throws InterruptedException {
        long limited = limitedNanos();
        while (!closed && nothingToSay() && (requests.isEmpty() || limited > 0)) {
            if (limited > 0) {
                wait(Math.min(LONGEST_WAIT_MILLIS, 1 + limited / 1_000_000));
            } else {
                wait();
            }
            limited = limitedNanos();
        }
        if (closed) {
            return null;
        }
        var ready = messages.flip();
        messages = ByteBuffer.allocate(1024);
        urgent = false;
        long bytes = 0;
        long most = bytesPerWrite();
        while (!requests.isEmpty()
                && blocks.size() < MOST_BLOCKS_PER_WRITE
                && bytes < most
                && limited == 0) {
            var request = requests.remove();
            bytes += request.length();
            blocks.add(request);
            torrent.throttle().sends(request.length());
            limited = limitedNanos();
        }
        return ready;
    }

    private synchronized boolean nothingToSay() {
        return !urgent && metadata.isEmpty();
    }

    private long bytesPerWrite() {
        long rate = sent.rate();
        return rate == 0
                ? MOST_BYTES_PER_WRITE
                : Math.clamp(
                        (long) (rate * SECONDS_PER_WRITE),
                        LEAST_BYTES_PER_WRITE,
                        MOST_BYTES_PER_WRITE);
    }

    /// How long no block may go out, by the limits that were set; nobody waits for none.
    private long limitedNanos() {
        return requests.isEmpty() ? 0 : torrent.throttle().sendingWaitNanos();
    }

    private void write(ByteBuffer ready, List<Message.Request> blocks)
            throws IOException, InterruptedException {
        try {
            gather.add(ready);
            var answer = metadata.next();
            torrent.throttle().sends(answer.remaining()); // blocks wait for it
            gather.add(answer);
            for (int i = 0; i < blocks.size(); i++) {
                var block = blocks.get(i);
                boolean cached = cached(block);
                if (!cached && torrent.holdings().proven(block.piece())) {
                    sendFromStorage(block);
                } else if (!cached && gather.chunks() > 0
                        || gather.chunks() >= MOST_CHUNKS_PER_WRITE && !gather.holds(block)) {
                    putBack(blocks.subList(i, blocks.size()));
                    break; // never wait for memory while holding some: others may do the same
                } else {
                    addFromPool(block);
                }
            }
            writingSince = System.nanoTime();
            gather.send(channel);
            writingSince = 0;
        } finally {
            gather.release();
        }
    }

    private boolean cached(Message.Request block) {
        int chunk = block.begin() / Chunk.LENGTH;
        return pool.contains(new ChunkPool.Key(torrent, block.piece(), chunk));
    }

    private synchronized void putBack(List<Message.Request> blocks) {
        for (var block : blocks.reversed()) {
            requests.addFirst(block);
            torrent.throttle().sends(-block.length());
        }
    }

    /// The system moves the bytes from file or device to the socket; none of our memory is used.
    private void sendFromStorage(Message.Request block) throws IOException {
        gather.addHead(block);
        writingSince = System.nanoTime();
        gather.send(channel);
        long offset = torrent.layout().offset(block.piece()) + block.begin();
        try {
            torrent.storage().send(offset, block.length(), channel);
        } catch (IOException e) {
            torrent.holdings()
                    .doubt(block.piece()); // the peer left, or this cannot be read: that shows soon
            throw e;
        }
        writingSince = 0;
        sent.add(block.length());
    }

    private void addFromPool(Message.Request block) throws InterruptedException {
        var chunks = new ArrayList<Chunk>(2);
        int end = block.begin() + block.length();
        for (int c = block.begin() / Chunk.LENGTH; c * Chunk.LENGTH < end; c++) {
            var chunk = uploads.pin(torrent, block.piece(), c);
            if (chunk == null) {
                chunks.forEach(pool::unpin);
                reject(block);
                return;
            }
            chunks.add(chunk);
        }
        gather.add(block, chunks);
        sent.add(block.length());
    }

    private void reject(Message.Request block) {
        if (fast) {
            send(new Message.Reject(block.piece(), block.begin(), block.length()));
        }
    }
}
