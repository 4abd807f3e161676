package sower.swarm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.MessageReader;
import sower.wire.MetadataMessage;
import sower.wire.ProtocolException;

/// The socket of a [Peer], after the handshake. Its reader thread runs [#run]; its writer thread is
/// started there and ends with it.
final class PeerConnection implements PeerLink, BlockSource {
    private static final Logger LOG = System.getLogger(PeerConnection.class.getName());

    private final Torrent torrent;
    private final Peer peer;
    private final SocketChannel channel;
    private final MessageReader reader;
    private final PeerWriter writer;

    /// @param out the channel, or what encrypts into it
    /// @param outgoing whether we called it
    PeerConnection(
            EngineHost host,
            Torrent torrent,
            SocketChannel channel,
            GatheringByteChannel out,
            MessageReader reader,
            Handshake handshake,
            boolean outgoing)
            throws IOException {
        this.torrent = torrent;
        this.channel = channel;
        this.reader = reader;
        var remote = (InetSocketAddress) channel.getRemoteAddress();
        this.peer = new Peer(host, torrent, this, handshake, remote, outgoing);
        this.writer = new PeerWriter(host, torrent, out, peer.up, handshake.fast());
    }

    Peer peer() {
        return peer;
    }

    /// Talks with the peer until one of both hangs up; the caller has attached it to the torrent.
    void run() throws IOException {
        var writing = Thread.ofPlatform().name("swarm-to-" + peer).daemon().start(this::write);
        try {
            while (!peer.closed()) {
                var message = reader.next();
                peer.heard();
                if (message instanceof Message.Piece block) {
                    take(block, peer);
                } else {
                    peer.handle(message);
                }
            }
        } catch (ProtocolException e) {
            torrent.offences().broke(peer, e);
            throw e;
        } finally {
            peer.close();
            writer.close();
            joinQuietly(writing);
        }
    }

    @Override
    public void payload(ByteBuffer into) throws IOException {
        reader.payload(into);
    }

    @Override
    public void skip(int count) throws IOException {
        reader.skip(count);
    }

    private void write() {
        try {
            writer.run();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "{0} left: {1}", peer, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            peer.close();
        }
    }

    @Override
    public boolean send(List<? extends Message> messages) {
        return writer.send(messages);
    }

    @Override
    public boolean sendLater(Message message) {
        return writer.sendLater(message);
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public void serve(Message.Request request) throws ProtocolException {
        writer.request(request);
    }

    @Override
    public void serve(MetadataMessage.Request request, int id) throws ProtocolException {
        writer.request(request, id);
    }

    @Override
    public void cancel(Message.Cancel cancel) {
        writer.cancel(cancel);
    }

    @Override
    public void choke() {
        writer.choke();
    }

    @Override
    public int waiting() {
        return writer.waiting();
    }

    @Override
    public long writingSince() {
        return writer.writingSince();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a connection", e);
        }
    }

    private static void joinQuietly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
