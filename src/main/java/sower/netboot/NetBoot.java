package sower.netboot;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/// Lets machines of one network start from this computer. Beside the network's own DHCP server it
/// only tells them what to boot; with a range of addresses it is the DHCP server, and does not
/// begin where there is another one.
public final class NetBoot implements Closeable {
    private static final int TFTP_PORT = 69;
    private static final int HTTP_PORT = 6970;
    private static final int QUESTIONS = 2;
    private static final long ANSWER_MILLIS = 3000; // servers look whether an address is free
    private static final long POLL_MILLIS = 50;

    private final BootRequests requests;
    private final OtherServers others;
    private final DhcpServer dhcp;
    private final BootWeb web;
    private final TftpServer tftp;

    private NetBoot(
            BootRequests requests,
            OtherServers others,
            DhcpServer dhcp,
            BootWeb web,
            TftpServer tftp) {
        this.requests = requests;
        this.others = others;
        this.dhcp = dhcp;
        this.web = web;
        this.tftp = tftp;
    }

    /// What is served where.
    ///
    /// @param here our address in that network; no other one is answered
    /// @param range of addresses of our own; empty beside another DHCP server
    /// @param wanted whether the machine with this card (`52:54:00:12:34:56`) is to boot from us;
    ///   one that is not may start from its disk
    public record Service(
            InetAddress here,
            Optional<BootRange> range,
            BootFiles files,
            BootOrder order,
            Predicate<String> wanted) {}

    /// Opens all ports, which takes some seconds where addresses are given out.
    ///
    /// @throws IOException in one sentence, when it cannot be or must not be
    public static NetBoot open(Service service) throws IOException {
        if (!(service.here instanceof Inet4Address here)
                || here.isLoopbackAddress()
                || here.isAnyLocalAddress()) {
            throw new IOException(
                    "Machines start from the network by IPv4; say with --listen which address this computer has there.");
        }
        var place = new DhcpAnswers.Place(here, prefix(here), HTTP_PORT, service.range);
        check(place);
        var clock = InstantSource.system();
        var requests = new BootRequests(clock);
        var others = new OtherServers(here);
        var files = service.files.with(place.url(), service.order);
        var dhcp = new DhcpServer(here, requests, others, clock);
        try {
            dhcp.ask();
            if (service.range.isPresent()) {
                beAlone(dhcp, others);
            }
            var web = web(here, files, requests);
            try {
                var tftp = tftp(here, files, requests);
                tftp.start();
                dhcp.start(new DhcpAnswers(place, files, service.wanted));
                return new NetBoot(requests, others, dhcp, web, tftp);
            } catch (IOException e) {
                web.close();
                throw e;
            }
        } catch (IOException e) {
            dhcp.close();
            throw e;
        }
    }

    private static int prefix(Inet4Address here) throws IOException {
        var network = NetworkInterface.getByInetAddress(here);
        var addresses =
                Optional.ofNullable(network).stream()
                        .flatMap(found -> found.getInterfaceAddresses().stream())
                        .filter(address -> here.equals(address.getAddress()))
                        .map(InterfaceAddress::getNetworkPrefixLength);
        return addresses
                .findFirst()
                .orElseThrow(() ->
                        new IOException(
                                "This computer has no address %s."
                                        .formatted(here.getHostAddress())));
    }

    private static void check(DhcpAnswers.Place place) throws IOException {
        if (place.range().isEmpty()) {
            return;
        }
        var range = place.range().get();
        int mask = BootRange.number(place.mask());
        int network = BootRange.number(place.address()) & mask;
        boolean inside = (range.first() & mask) == network && (range.last() & mask) == network;
        if (!inside || range.contains(place.address())) {
            throw new IOException(
                    "The range must lie in the network of %s/%d and must not hold that address."
                            .formatted(place.address().getHostAddress(), place.prefix()));
        }
    }

    /// Two that give out addresses give the same one twice.
    private static void beAlone(DhcpServer dhcp, OtherServers others) throws IOException {
        for (int i = 0; i < QUESTIONS; i++) {
            dhcp.ask();
            for (long left = ANSWER_MILLIS; left > 0; left -= POLL_MILLIS) {
                var other = others.snapshot().stream().filter(OtherServer::addresses).findFirst();
                if (other.isPresent()) {
                    throw new IOException(
                            "%s gives out addresses in this network already; leave the range out, and machines get theirs there."
                                    .formatted(other.get().address()));
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static BootWeb web(Inet4Address here, BootFiles files, BootRequests requests)
            throws IOException {
        try {
            return BootWeb.open(new InetSocketAddress(here, HTTP_PORT), files, requests);
        } catch (IOException e) {
            throw new BootPortException(HTTP_PORT, e);
        }
    }

    private static TftpServer tftp(Inet4Address here, BootFiles files, BootRequests requests)
            throws IOException {
        try {
            var socket = new DatagramSocket(new InetSocketAddress(here, TFTP_PORT));
            return new TftpServer(socket, files, requests);
        } catch (IOException e) {
            throw new BootPortException(TFTP_PORT, e);
        }
    }

    /// Who starts from here, and who else answers; any thread may ask.
    public BootSnapshot snapshot() {
        return new BootSnapshot(requests.snapshot(), others.snapshot());
    }

    /// Machines that are fetching something do not get the rest of it.
    @Override
    public void close() {
        dhcp.close();
        tftp.close();
        web.close();
    }
}
