package sower.swarm;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import sower.metainfo.InfoHash;
import sower.wire.EncryptionHandshake;
import sower.wire.ExtensionHandshake;
import sower.wire.Handshake;
import sower.wire.MessageReader;

/// Calls from peers and to them: handshakes, and then their [PeerConnection]. Until it has said
/// which torrent it is about, a connection is one of the [Newcomers].
final class Introductions {
    private static final Logger LOG = System.getLogger(Introductions.class.getName());
    private static final int CONNECT_MILLIS = 4000;
    private static final int READ_AHEAD = 4 << 10;

    /// Of a socket to a peer that we ask for pieces as well: our requests stand in it behind the
    /// blocks that we send, and a machine that sends much must not ask late. A port of 100 Mbit/s
    /// that was full both ways took in 85 of them otherwise.
    private static final int SEND_BUFFER = 32 << 10;

    private final Engine engine;
    private final Map<InfoHash, Torrent> torrents;
    private final Newcomers newcomers;
    private final SecureRandom random = new SecureRandom();

    /// @param torrents the engine's, which may change
    Introductions(Engine engine, Map<InfoHash, Torrent> torrents, Newcomers newcomers) {
        this.engine = engine;
        this.torrents = torrents;
        this.newcomers = newcomers;
    }

    /// Answers a call, until one of both hangs up; the calling thread reads from then on.
    void answer(SocketChannel channel) {
        try (channel) {
            prepare(channel);
            var way = agree(channel);
            var reader = new MessageReader(way.in(), READ_AHEAD, way.ahead());
            var theirs = reader.handshake();
            var torrent = torrents.get(theirs.infoHash());
            if (torrent == null || theirs.peerId().equals(engine.peerId())) {
                return;
            }
            send(way.out(), torrent);
            talk(torrent, channel, way.out(), reader, theirs, false);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "an incoming connection ended: {0}", e.getMessage());
        } finally {
            newcomers.remove(channel);
        }
    }

    /// Plain, as nearly everybody talks, or encrypted, as a few insist on.
    private EncryptionHandshake.Agreed agree(SocketChannel channel) throws IOException {
        var first = ByteBuffer.allocate(Handshake.markLength());
        while (first.hasRemaining()) {
            if (channel.read(first) < 0) {
                throw new EOFException("closed by the peer");
            }
        }
        first.flip();
        return Handshake.isMark(first)
                ? new EncryptionHandshake.Agreed(channel, channel, first)
                : new EncryptionHandshake<>(channel, first, random).answer(torrents.keySet());
    }

    /// Calls a peer, as above, and once more where it hangs up on us: a few insist on encryption.
    void call(Torrent torrent, InetSocketAddress address) {
        if (hangsUp(torrent, address, /* encrypted= */ false)) {
            var _ = hangsUp(torrent, address, /* encrypted= */ true);
        }
    }

    /// @return whether it did so without a word
    private boolean hangsUp(Torrent torrent, InetSocketAddress address, boolean encrypted) {
        try (var channel = SocketChannel.open()) {
            newcomers.add(channel, System.nanoTime());
            channel.socket().connect(address, CONNECT_MILLIS);
            prepare(channel);
            var infoHash = torrent.metainfo().infoHash();
            var way =
                    encrypted
                            ? new EncryptionHandshake<>(channel, random).call(infoHash)
                            : new EncryptionHandshake.Agreed(
                                    channel, channel, ByteBuffer.allocate(0));
            send(way.out(), torrent);
            var reader = new MessageReader(way.in(), READ_AHEAD, way.ahead());
            var theirs = handshake(channel, reader);
            if (theirs.isEmpty()) {
                return true;
            }
            var said = theirs.get();
            if (said.infoHash().equals(infoHash) && !said.peerId().equals(engine.peerId())) {
                talk(torrent, channel, way.out(), reader, said, true);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "connection to {0} ended: {1}", address, e.getMessage());
        } finally {
            newcomers.forgetClosed();
        }
        return false;
    }

    /// @return empty where the peer has hung up, and not we
    private static Optional<Handshake> handshake(SocketChannel channel, MessageReader reader)
            throws IOException {
        try {
            return Optional.of(reader.handshake());
        } catch (EOFException | SocketException e) {
            if (channel.isOpen()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void prepare(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }

    private void send(GatheringByteChannel out, Torrent torrent) throws IOException {
        var ours =
                new Handshake(torrent.metainfo().infoHash(), engine.peerId(), true, true).encode();
        while (ours.hasRemaining()) {
            out.write(ours);
        }
    }

    private void talk(
            Torrent torrent,
            SocketChannel channel,
            GatheringByteChannel out,
            MessageReader reader,
            Handshake theirs,
            boolean outgoing)
            throws IOException {
        if (!newcomers.remove(channel)) {
            return;
        }
        if (!torrent.complete()) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        }
        var connection =
                new PeerConnection(engine.host(), torrent, channel, out, reader, theirs, outgoing);
        if (!torrent.attach(connection.peer(), introduction(torrent, theirs))) {
            return;
        }
        try {
            connection.run();
        } finally {
            torrent.detach(connection.peer());
        }
    }

    private ExtensionHandshake introduction(Torrent torrent, Handshake theirs) {
        var ours =
                new ExtensionHandshake(
                        engine.options().client(),
                        engine.port(),
                        PeerWriter.MOST_REQUESTS,
                        Peer.LONGEST_REQUEST,
                        proof(theirs),
                        engine.options().site());
        var metadata = torrent.metadata();
        var whole = metadata.offered() ? ours.withMetadata(metadata.length()) : ours;
        return torrent.exchange().on() ? whole.withPex() : whole;
    }

    private String proof(Handshake theirs) {
        return engine.options()
                .key()
                .map(key -> key.proof(theirs.infoHash(), engine.peerId(), theirs.peerId()))
                .orElse("");
    }
}
