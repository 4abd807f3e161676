package sower.swarm;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import sower.wire.MessageWriter;
import sower.wire.MetadataMessage;
import sower.wire.ProtocolException;

/// What one peer has asked about the metainfo (BEP 9) and not been answered yet. It may ask for
/// everything a few times; then it is refused, for it has a better use of our uplink.
final class MetadataUploads {
    private static final int MOST_WAITING = 1000;
    private static final int MOST_TIMES = 4;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private record Asked(MetadataMessage.Request request, int id) {}

    private final MetadataSource source;
    private final ArrayDeque<Asked> waiting = new ArrayDeque<>(); // guarded by this
    private long left;

    MetadataUploads(MetadataSource source) {
        this.source = source;
        this.left = (long) MOST_TIMES * source.length();
    }

    /// @param id of the answer; 0 from a peer that takes none
    void add(MetadataMessage.Request request, int id) throws ProtocolException {
        if (!source.offered() || id == 0) {
            return;
        }
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                throw new ProtocolException(
                        "more than " + MOST_WAITING + " requests for metadata waiting");
            }
            waiting.add(new Asked(request, id));
        }
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// The next answer, to be sent; empty when there is none. The writer's thread.
    ByteBuffer next() {
        Asked asked;
        synchronized (this) {
            asked = waiting.poll();
        }
        if (asked == null) {
            return NOTHING;
        }
        var message = answer(asked.request().piece()).encode(asked.id());
        return MessageWriter.encode(message, 0);
    }

    private MetadataMessage answer(int piece) {
        if (!source.has(piece) || left <= 0) {
            return new MetadataMessage.Reject(piece);
        }
        var data = source.piece(piece);
        left -= data.bytes().remaining();
        return data;
    }
}
