package sower.netboot;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Hands out the boot files by TFTP (RFC 1350). A virtual thread hears requests, and each transfer
/// has one of its own with a socket of its own; above so many at a time a request is not answered,
/// and its client asks again.
final class TftpServer implements Closeable {
    private static final Logger LOG = System.getLogger(TftpServer.class.getName());
    private static final int MOST_TRANSFERS = 64;
    private static final int LONGEST = 1472;
    private static final int NOT_FOUND = 1; // error codes
    private static final int ILLEGAL = 4;

    private final DatagramSocket socket;
    private final BootFiles files;
    private final BootRequests requests;
    private final Set<SocketAddress> clients = ConcurrentHashMap.newKeySet(); // that are served

    /// @param socket bound to our address and the port; is closed with this
    TftpServer(DatagramSocket socket, BootFiles files, BootRequests requests) {
        this.socket = socket;
        this.files = files;
        this.requests = requests;
    }

    void start() {
        Thread.ofVirtual().name("tftp").start(this::listen);
    }

    private void listen() {
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
            try {
                socket.receive(packet);
                var client = packet.getSocketAddress();
                // one that hears nothing for a second asks again
                if (clients.size() < MOST_TRANSFERS && clients.add(client)) {
                    Thread.ofVirtual().name("tftp-transfer").start(() -> serve(packet));
                }
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "TFTP: {0}", e.getMessage());
            }
        }
    }

    private void serve(DatagramPacket packet) {
        var client = packet.getSocketAddress();
        try (var own = new DatagramSocket(0, socket.getLocalAddress())) {
            own.connect(client);
            var request = TftpRequest.parse(bytes(packet));
            var name = request.file().replaceFirst("^/+", "");
            var file = files.file(name);
            if (file.isEmpty()) {
                send(own, List.of(TftpTransfer.refusal(NOT_FOUND, "no such file")));
                LOG.log(Level.DEBUG, "TFTP: {0} asks for {1}", client, name);
                return;
            }
            send(own, name, new TftpTransfer(request, file.get()), packet.getAddress());
        } catch (ProtocolException e) {
            LOG.log(Level.DEBUG, "TFTP: {0} sends {1}", client, e.getMessage());
            refuse(client);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "TFTP: {0}: {1}", client, e.getMessage());
        } finally {
            clients.remove(client);
        }
    }

    private void refuse(SocketAddress client) {
        byte[] bytes = TftpTransfer.refusal(ILLEGAL, "only reading, in mode octet");
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, client));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "TFTP: {0}: {1}", client, e.getMessage());
        }
    }

    private void send(DatagramSocket own, String name, TftpTransfer transfer, InetAddress client)
            throws IOException {
        long length = files.file(name).orElseThrow().remaining();
        own.setSoTimeout(transfer.timeoutSeconds() * 1000);
        var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        send(own, transfer.begin());
        while (!transfer.ended() && !socket.isClosed()) {
            List<byte[]> next;
            try {
                packet.setLength(LONGEST);
                own.receive(packet);
                next = transfer.answer(bytes(packet));
            } catch (SocketTimeoutException silent) {
                next = transfer.silence();
            }
            requests.fetches(client, name, transfer.received(), length);
            send(own, next);
        }
    }

    private static void send(DatagramSocket own, List<byte[]> packets) throws IOException {
        for (byte[] bytes : packets) {
            own.send(new DatagramPacket(bytes, bytes.length));
        }
    }

    private static ByteBuffer bytes(DatagramPacket packet) {
        return ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    }

    @Override
    public void close() {
        socket.close();
    }
}
