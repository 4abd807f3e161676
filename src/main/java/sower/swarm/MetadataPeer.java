package sower.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import sower.metainfo.InfoHash;
import sower.metainfo.Sha1;
import sower.wire.ExtensionHandshake;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.MessageReader;
import sower.wire.MessageWriter;
import sower.wire.MetadataMessage;
import sower.wire.PeerId;
import sower.wire.ProtocolException;

/// A connection over which one peer gives us an info dictionary (BEP 9), and nothing else. What it
/// has said it will send is not allocated before it has come.
final class MetadataPeer implements Closeable {
    private static final int CONNECT_MILLIS = 4000;
    private static final int READ_AHEAD = 4 << 10;
    private static final int MOST_REQUESTS = 8; // on their way
    private static final long SILENCE_NANOS = 10_000_000_000L;
    private static final long SLOW_BYTES = 64 << 10; // a second, while others wait

    private final InfoHash infoHash;
    private final PeerId ours;
    private final String client;
    private final SocketChannel channel;
    private final MessageReader reader;
    private final BitSet asked = new BitSet();
    private int theirId; // of metadata messages to them
    private volatile long heardNanos = System.nanoTime(); // something that was of use
    private volatile long turnNanos; // since when it has its turn; 0 before
    private volatile boolean waits;
    private final AtomicLong bytes = new AtomicLong(); // of metadata

    MetadataPeer(InfoHash infoHash, PeerId ours, String client) throws IOException {
        this.infoHash = infoHash;
        this.ours = ours;
        this.client = client;
        this.channel = SocketChannel.open();
        this.reader = new MessageReader(channel, READ_AHEAD);
    }

    /// From the call to the last piece; blocks.
    ///
    /// @param turns so many send at the same time
    /// @return the info dictionary, whose hash is right
    /// @throws LiesException when what it sent is something else
    byte[] fetch(InetSocketAddress address, Semaphore turns) throws IOException {
        channel.socket().connect(address, CONNECT_MILLIS);
        int length = introduce();
        waits = true;
        turns.acquireUninterruptibly();
        try {
            heardNanos = System.nanoTime();
            turnNanos = heardNanos;
            waits = false;
            return receive(length);
        } finally {
            turns.release();
        }
    }

    /// The peer has sent another dictionary than the swarm's.
    static final class LiesException extends IOException {
        LiesException() {
            super("sent metadata with a wrong hash");
        }
    }

    private int introduce() throws IOException {
        write(new Handshake(infoHash, ours, true, true).encode());
        var theirs = reader.handshake();
        if (!theirs.infoHash().equals(infoHash) || theirs.peerId().equals(ours)) {
            throw new ProtocolException("is not in this swarm");
        }
        if (!theirs.extended()) {
            throw new ProtocolException("speaks no extension protocol");
        }
        send(
                new ExtensionHandshake(client, 0, 1, MetadataMessage.PIECE_LENGTH, "", "")
                        .withMetadata(0)
                        .encode());
        send(new Message.HaveNone());
        while (true) {
            if (next() instanceof Message.Extended extended && extended.id() == 0) {
                var said = ExtensionHandshake.decode(extended);
                theirId = said.metadataId();
                return checked(said.metadataLength());
            }
        }
    }

    private int checked(int length) throws ProtocolException {
        if (theirId == 0 || length == 0) {
            throw new ProtocolException("has no metadata to give");
        }
        if (length > MetadataMessage.MOST_BYTES) {
            throw new ProtocolException("has metadata of " + length + " bytes, which is too long");
        }
        return length;
    }

    private byte[] receive(int length) throws IOException {
        int count = MetadataMessage.pieces(length);
        var pieces = new ByteBuffer[count];
        int next = 0;
        for (int have = 0; have < count; ) {
            while (next < count && next < have + MOST_REQUESTS) {
                asked.set(next);
                send(new MetadataMessage.Request(next).encode(theirId));
                next++;
            }
            if (next() instanceof Message.Extended extended
                    && extended.id() == MetadataMessage.ID) {
                have += take(MetadataMessage.decode(extended), length, pieces);
            }
        }
        return joined(pieces, length);
    }

    /// @return how many pieces have come with it
    private int take(MetadataMessage answer, int length, ByteBuffer[] pieces) throws IOException {
        return switch (answer) {
            case MetadataMessage.Data(int piece, int total, ByteBuffer data) -> {
                if (!asked.get(piece)
                        || total != length
                        || data.remaining() != MetadataMessage.pieceLength(piece, length)) {
                    throw new ProtocolException("sent metadata that do not fit");
                }
                asked.clear(piece);
                pieces[piece] = data;
                bytes.addAndGet(data.remaining());
                heardNanos = System.nanoTime();
                yield 1;
            }
            case MetadataMessage.Reject _ -> throw new ProtocolException("refuses its metadata");
            case MetadataMessage.Request(int piece) -> {
                send(new MetadataMessage.Reject(piece).encode(theirId));
                yield 0;
            }
            case MetadataMessage.Unknown _ -> 0;
        };
    }

    private byte[] joined(ByteBuffer[] pieces, int length) throws LiesException {
        MessageDigest digest = Sha1.digest();
        for (var piece : pieces) {
            digest.update(piece.duplicate());
        }
        if (!infoHash.equals(InfoHash.of(digest.digest()))) {
            throw new LiesException();
        }
        var all = ByteBuffer.allocate(length);
        for (var piece : pieces) {
            all.put(piece);
        }
        return all.array();
    }

    private Message next() throws IOException {
        var message = reader.next();
        if (message instanceof Message.Piece block) {
            reader.skip(block.length());
        }
        return message;
    }

    private void send(Message message) throws IOException {
        write(MessageWriter.encode(message, 0));
    }

    private void write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// Whether it is no use to wait for it any longer; any thread.
    ///
    /// @param contested whether others wait for their turn
    boolean hopeless(long now, boolean contested) {
        if (waits) {
            return false;
        }
        long taken = now - turnNanos;
        boolean slow =
                turnNanos != 0
                        && taken > SILENCE_NANOS
                        && bytes.get() < SLOW_BYTES * (taken / 1_000_000_000L);
        return now - heardNanos > SILENCE_NANOS || contested && slow;
    }

    boolean waits() {
        return waits;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
