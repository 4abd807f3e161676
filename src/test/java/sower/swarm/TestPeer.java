package sower.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sower.metainfo.InfoHash;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.MessageReader;
import sower.wire.MessageWriter;
import sower.wire.PeerId;

/// A peer that does what a test wants, however wrong. It speaks the fast extension.
final class TestPeer implements Closeable {
    /// What a peer does after the handshake; when it returns the peer hangs up.
    interface Behaviour {
        void talk(TestPeer peer) throws IOException, InterruptedException;
    }

    private static final int MOST_PIECES = 1 << 16; // room for any test's bit field

    private final SocketChannel channel;
    private final int port; // also when the other end has hung up
    private final MessageReader reader;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch dropped = new CountDownLatch(1);

    TestPeer(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        this.reader = new MessageReader(channel, 4096);
    }

    static TestPeer connect(
            InetSocketAddress address, InfoHash infoHash, int seed, Behaviour behaviour)
            throws IOException {
        var id = PeerId.random(new Random(seed + 1000L));
        return connect(address, new Handshake(infoHash, id, true, true).encode(), behaviour);
    }

    /// One that calls itself like somebody else.
    ///
    /// @param id of 20 bytes
    static TestPeer connect(
            InetSocketAddress address, InfoHash infoHash, byte[] id, Behaviour behaviour)
            throws IOException {
        var any = new Handshake(infoHash, PeerId.random(new Random()), true, true).encode();
        return connect(address, any.put(Handshake.LENGTH - id.length, id), behaviour);
    }

    private static TestPeer connect(
            InetSocketAddress address, ByteBuffer handshake, Behaviour behaviour)
            throws IOException {
        return start(
                address,
                peer -> {
                    peer.write(handshake);
                    peer.reader.handshake();
                    behaviour.talk(peer);
                });
    }

    /// One that does as it likes from the first byte on.
    static TestPeer start(InetSocketAddress address, Behaviour behaviour) throws IOException {
        var peer = new TestPeer(SocketChannel.open(address));
        Thread.ofVirtual()
                .name("test-peer")
                .start(() -> {
                    try (peer) {
                        behaviour.talk(peer);
                    } catch (IOException e) {
                        peer.dropped.countDown();
                    } catch (InterruptedException never) {
                        throw new IllegalStateException(never);
                    }
                });
        return peer;
    }

    /// Takes the other side's handshake.
    void handshake() throws IOException {
        reader.handshake();
    }

    boolean hasReached() {
        return reached.getCount() == 0;
    }

    /// A connection that says nothing at all, not even a handshake.
    static SocketChannel mute(InetSocketAddress address) throws IOException {
        return SocketChannel.open(address);
    }

    int port() {
        return port;
    }

    void send(Message message) throws IOException {
        write(MessageWriter.encode(message, MOST_PIECES));
    }

    /// The same message again and again, many to a write.
    void flood(int count, Message... messages) throws IOException {
        int round = 0;
        for (var message : messages) {
            round += MessageWriter.length(message, MOST_PIECES);
        }
        var buffer = ByteBuffer.allocate(64 * round);
        for (int i = 0; i < count; i++) {
            for (var message : messages) {
                MessageWriter.put(buffer, message, MOST_PIECES);
            }
            if (i % 64 == 63 || i == count - 1) {
                write(buffer.flip());
                buffer.clear();
            }
        }
    }

    /// Says to have everything and to answer.
    void offer() throws IOException {
        send(new Message.HaveAll());
        send(new Message.Unchoke());
    }

    /// Answers everything with zeros.
    void lie() throws IOException {
        offer();
        while (true) {
            write(block(next(Message.Request.class)));
            reached();
        }
    }

    /// A block of zeros, which no volume of random bytes has.
    static ByteBuffer block(Message.Request request) {
        var block = ByteBuffer.allocate(MessageWriter.PIECE_HEAD + request.length());
        var head = new Message.Piece(request.piece(), request.begin(), request.length());
        MessageWriter.put(block, head, 0);
        return block.rewind();
    }

    /// The block that was asked for.
    ///
    /// @param content of the torrent
    static ByteBuffer block(Message.Request request, byte[] content, int pieceLength) {
        int offset = request.piece() * pieceLength + request.begin();
        return block(request)
                .put(MessageWriter.PIECE_HEAD, content, offset, request.length())
                .rewind();
    }

    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// The next message; the bytes of a block are thrown away.
    Message next() throws IOException {
        var message = reader.next();
        if (message instanceof Message.Piece piece) {
            reader.skip(piece.length());
        }
        return message;
    }

    /// Waits for a message of this kind, passing over others.
    <M extends Message> M next(Class<M> kind) throws IOException {
        var message = next();
        while (!kind.isInstance(message)) {
            message = next();
        }
        return kind.cast(message);
    }

    /// Reads `count` bytes, whatever they are.
    void read(int count) throws IOException {
        reader.skip(count);
    }

    /// Listens until the other side hangs up.
    void listen() throws IOException {
        while (true) {
            var _ = next();
        }
    }

    /// Tells the test that the interesting point is reached.
    void reached() {
        reached.countDown();
    }

    boolean awaitReached() throws InterruptedException {
        return reached.await(10, TimeUnit.SECONDS);
    }

    /// Whether the other side hung up.
    boolean isDropped(int seconds) throws InterruptedException {
        return dropped.await(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
