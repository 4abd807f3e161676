package sower.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import picocli.CommandLine.Option;

/// `--listen`, the same for every command that seeds.
final class ListenOption {
    private static final int USUAL_PORT = 6969;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS[:PORT]",
            defaultValue = "",
            description =
                    "Where machines find this workstation (default: its first address, port 6969).")
    private String listen;

    @Option(
            names = "--peer-port",
            paramLabel = "PORT",
            defaultValue = "6881",
            description = "Where BitTorrent peers find it (default: ${DEFAULT-VALUE}).")
    private int peerPort;

    int peerPort() {
        return peerPort;
    }

    /// The control and tracker port's address.
    InetSocketAddress address() throws IOException {
        int colon = listen.lastIndexOf(':');
        boolean hasPort = colon > 0 && listen.indexOf(':') == colon || listen.contains("]:");
        var host = hasPort ? listen.substring(0, colon) : listen;
        int port = USUAL_PORT;
        if (hasPort) {
            try {
                port = Integer.parseInt(listen.substring(colon + 1));
            } catch (NumberFormatException e) {
                throw new IOException(
                        "'%s' is no address such as 192.168.0.10:6969.".formatted(listen), e);
            }
        }
        return new InetSocketAddress(
                host.isEmpty() ? firstAddress() : InetAddress.getByName(host), port);
    }

    /// The first IPv4 address of an interface that is up and is not loopback, else loopback.
    private static InetAddress firstAddress() throws IOException {
        for (var network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (!network.isUp() || network.isLoopback()) {
                continue;
            }
            for (var address : Collections.list(network.getInetAddresses())) {
                if (address.isSiteLocalAddress()) {
                    return address;
                }
            }
        }
        return InetAddress.getLoopbackAddress();
    }
}
