package sower.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import sower.metainfo.InfoHash;
import sower.wire.Handshake;
import sower.wire.PeerId;

/// Test peers that are called: each connection behaves in the same way.
final class TestListener implements Closeable {
    private final ServerSocketChannel server;
    private final List<TestPeer> peers = new CopyOnWriteArrayList<>();

    private TestListener(ServerSocketChannel server) {
        this.server = server;
    }

    static TestListener open(InfoHash infoHash, TestPeer.Behaviour behaviour) throws IOException {
        var server = ServerSocketChannel.open().bind(new InetSocketAddress(Room.LOOPBACK, 0));
        var listener = new TestListener(server);
        Thread.ofVirtual().start(() -> listener.accept(infoHash, behaviour));
        return listener;
    }

    private void accept(InfoHash infoHash, TestPeer.Behaviour behaviour) {
        try {
            while (true) {
                var peer = new TestPeer(server.accept());
                peers.add(peer);
                Thread.ofVirtual().start(() -> talk(peer, infoHash, behaviour));
            }
        } catch (IOException closed) {
            peers.forEach(TestListener::hangUp);
        }
    }

    private static void talk(TestPeer peer, InfoHash infoHash, TestPeer.Behaviour behaviour) {
        try (peer) {
            peer.handshake();
            var id = PeerId.random(new Random(77));
            peer.write(new Handshake(infoHash, id, true, true).encode());
            behaviour.talk(peer);
        } catch (IOException left) {
            hangUp(peer);
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    private static void hangUp(TestPeer peer) {
        try {
            peer.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    /// Whether one of them came to the point that it tells of.
    boolean wasAsked() {
        return peers.stream().anyMatch(TestPeer::hasReached);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
