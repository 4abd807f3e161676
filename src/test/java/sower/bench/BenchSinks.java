package sower.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import sower.metainfo.Metainfo;
import sower.wire.ExtensionHandshake;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.MessageReader;
import sower.wire.MessageWriter;
import sower.wire.PeerId;

/// Peers that fetch a torrent from one seed and drop every byte, so that the seed is what everybody
/// waits for: `TORRENT PORT COUNT REQUEST`, the last in bytes. Says `warm` when half of all bytes
/// are here and `done` at the end.
public final class BenchSinks {
    private static final int AHEAD = 8 << 20; // bytes asked for

    private final Metainfo metainfo;
    private final int port;
    private final int request; // bytes of one
    private final AtomicLong received = new AtomicLong();
    private final CountDownLatch half = new CountDownLatch(1);
    private final long halfBytes;

    private BenchSinks(Metainfo metainfo, int port, int count, int request) {
        this.request = request;
        this.metainfo = metainfo;
        this.port = port;
        this.halfBytes = count * metainfo.layout().length() / 2;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var metainfo = Metainfo.read(Files.readAllBytes(Path.of(args[0])));
        int count = Integer.parseInt(args[2]);
        var sinks =
                new BenchSinks(
                        metainfo, Integer.parseInt(args[1]), count, Integer.parseInt(args[3]));
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(Thread.ofPlatform().start(() -> sinks.run(number, count)));
        }
        sinks.half.await();
        System.out.println("warm");
        for (var thread : threads) {
            thread.join();
        }
        System.out.println("done");
    }

    private void run(int number, int count) {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (var channel = SocketChannel.open(loopback)) {
            fetch(channel, number, requests(number, count));
        } catch (IOException e) {
            throw new IllegalStateException("sink " + number, e);
        }
    }

    /// The whole torrent, each beginning elsewhere.
    private List<Message.Request> requests(int number, int count) {
        var layout = metainfo.layout();
        var requests = new ArrayList<Message.Request>();
        for (int i = 0; i < layout.pieceCount(); i++) {
            int piece = (i + number * layout.pieceCount() / count) % layout.pieceCount();
            for (int begin = 0; begin < layout.length(piece); begin += request) {
                int length = Math.min(request, layout.length(piece) - begin);
                requests.add(new Message.Request(piece, begin, length));
            }
        }
        return requests;
    }

    private void fetch(SocketChannel channel, int number, List<Message.Request> requests)
            throws IOException {
        var id = PeerId.random(new Random(number));
        var reader = new MessageReader(channel, 4096);
        write(channel, new Handshake(metainfo.infoHash(), id, true, true).encode());
        reader.handshake();
        send(channel, new ExtensionHandshake("sink", 0, AHEAD / request, request, "", "").encode());
        send(channel, new Message.Interested());
        var memory = ByteBuffer.allocateDirect(request + 4096).alignedSlice(4096);
        int asked = 0;
        for (int got = 0; got < requests.size(); ) {
            switch (reader.next()) {
                case Message.Unchoke _ -> {
                    for (; asked < Math.min(AHEAD / request, requests.size()); asked++) {
                        send(channel, requests.get(asked));
                    }
                }
                case Message.Piece block -> {
                    reader.payload(memory.clear().limit(block.length()));
                    if (received.addAndGet(block.length()) >= halfBytes) {
                        half.countDown();
                    }
                    got++;
                    if (asked < requests.size()) {
                        send(channel, requests.get(asked++));
                    }
                }
                case Message.Choke _, Message.Reject _ ->
                        throw new IOException("the seed does not serve");
                default -> {}
            }
        }
    }

    private void send(SocketChannel channel, Message message) throws IOException {
        write(channel, MessageWriter.encode(message, metainfo.layout().pieceCount()));
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
