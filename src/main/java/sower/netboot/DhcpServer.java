package sower.netboot;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Hears DHCP and answers it. What is sent to everybody arrives at sockets without an address; the
/// answers leave by one that is bound to ours, which on Linux means by our interface and no other.
/// A virtual thread per socket.
final class DhcpServer implements Closeable {
    private static final Logger LOG = System.getLogger(DhcpServer.class.getName());
    private static final int SERVER_PORT = 67;
    private static final int CLIENT_PORT = 68;
    private static final int PXE_PORT = 4011;
    private static final int LONGEST = 1500;
    private static final Inet4Address EVERYWHERE = DhcpPacket.NOWHERE;
    private static final Inet4Address EVERYBODY = BootRange.address(-1);

    private final Inet4Address address;
    private final BootRequests requests;
    private final OtherServers others;
    private final InstantSource clock;
    private final DatagramSocket everything;
    private final DatagramSocket own;
    private final DatagramSocket pxe;
    private final DatagramSocket offers; // what servers send to clients that have no address yet

    /// @throws IOException when a port cannot be had
    DhcpServer(
            Inet4Address address, BootRequests requests, OtherServers others, InstantSource clock)
            throws IOException {
        this.address = address;
        this.requests = requests;
        this.others = others;
        this.clock = clock;
        var opened = new ArrayList<DatagramSocket>();
        try {
            opened.add(socket(EVERYWHERE, SERVER_PORT));
            opened.add(socket(address, SERVER_PORT));
            opened.add(socket(address, PXE_PORT));
            opened.add(socket(EVERYWHERE, CLIENT_PORT));
        } catch (IOException e) {
            opened.forEach(DatagramSocket::close);
            throw e;
        }
        everything = opened.get(0);
        own = opened.get(1);
        pxe = opened.get(2);
        offers = opened.get(3);
        hear(offers, packet -> others.heard(DhcpPacket.parse(bytes(packet))));
    }

    /// What is done with a datagram.
    private interface Ear {
        void hear(DatagramPacket packet) throws IOException;
    }

    private static DatagramSocket socket(InetAddress at, int port) throws IOException {
        var socket = new DatagramSocket(null);
        try {
            socket.setReuseAddress(true);
            socket.setBroadcast(true);
            socket.bind(new InetSocketAddress(at, port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new BootPortException(port, e);
        }
    }

    /// Asks everybody who gives out addresses; what they say is heard from now on. Takes nothing of
    /// what is offered.
    void ask() throws IOException {
        var random = new SecureRandom();
        byte[] card = new byte[6];
        random.nextBytes(card);
        card[0] = 2; // nobody's: locally administered
        var question =
                new DhcpPacket(
                        false,
                        random.nextInt(),
                        true,
                        EVERYWHERE,
                        EVERYWHERE,
                        EVERYWHERE,
                        EVERYWHERE,
                        HexFormat.ofDelimiter(":").formatHex(card),
                        "",
                        DhcpOptions.NONE
                                .with(DhcpOptions.MESSAGE_TYPE, DhcpType.DISCOVER.code())
                                .with(DhcpOptions.PARAMETERS, (byte) 1, (byte) 54));
        send(own, question, new InetSocketAddress(EVERYBODY, SERVER_PORT));
    }

    /// Begins to answer.
    void start(DhcpAnswers answers) {
        hear(everything, packet -> answer(answers, packet));
        hear(own, packet -> answer(answers, packet));
        hear(
                pxe,
                packet -> {
                    var request = DhcpPacket.parse(bytes(packet));
                    requests.heard(request);
                    var answer = answers.answerAtPxePort(request);
                    if (answer.isPresent()) {
                        send(pxe, answer.get(), packet.getSocketAddress());
                    }
                });
    }

    private void answer(DhcpAnswers answers, DatagramPacket packet) throws IOException {
        var request = DhcpPacket.parse(bytes(packet));
        if (request.reply()) {
            others.heard(request); // to a relay, or to somebody else on this computer
            return;
        }
        if (packet.getAddress().equals(address)) {
            return; // our own question
        }
        requests.heard(request);
        Optional<DhcpPacket> answer;
        synchronized (answers) {
            answer = answers.answer(request, clock.millis());
        }
        if (answer.isPresent()) {
            var client = answer.get().client();
            var to = client.equals(EVERYWHERE) ? EVERYBODY : client;
            send(own, answer.get(), new InetSocketAddress(to, CLIENT_PORT));
        }
    }

    private static void hear(DatagramSocket socket, Ear ear) {
        Thread.ofVirtual()
                .name("dhcp-" + socket.getLocalPort())
                .start(() -> {
                    while (!socket.isClosed()) {
                        hearOne(socket, ear);
                    }
                });
    }

    private static void hearOne(DatagramSocket socket, Ear ear) {
        var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        try {
            socket.receive(packet);
            ear.hear(packet);
        } catch (ProtocolException e) {
            LOG.log(Level.DEBUG, "DHCP: {0}: {1}", packet.getSocketAddress(), e.getMessage());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "DHCP: {0}", e.getMessage());
        }
    }

    private static void send(DatagramSocket from, DhcpPacket packet, SocketAddress to)
            throws IOException {
        byte[] bytes = packet.bytes();
        from.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static ByteBuffer bytes(DatagramPacket packet) {
        return ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    }

    @Override
    public void close() {
        for (var socket : List.of(everything, own, pxe, offers)) {
            socket.close();
        }
    }
}
