package sower.swarm;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;

/// Where in the building a machine is, when nobody has said: its IP network, for what lies behind a
/// router lies behind a cable that many share.
public final class Site {
    private Site() {}

    /// The network of one of this machine's addresses, such as `10.1.0.0/16`; empty for loopback
    /// and for an address that is not this machine's.
    public static String of(InetAddress address) throws IOException {
        var network = NetworkInterface.getByInetAddress(address);
        if (network == null || network.isLoopback()) {
            return "";
        }
        for (var own : network.getInterfaceAddresses()) {
            if (own.getAddress().equals(address)) {
                int bits = own.getNetworkPrefixLength();
                byte[] prefix = prefix(address.getAddress(), bits);
                return InetAddress.getByAddress(prefix).getHostAddress() + "/" + bits;
            }
        }
        return "";
    }

    /// The same for the address with which this machine reaches another; nothing is sent.
    public static String towards(InetSocketAddress other) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(other);
            return of(socket.getLocalAddress());
        }
    }

    private static byte[] prefix(byte[] address, int bits) {
        var prefix = ByteBuffer.allocate(address.length);
        for (int i = 0; i < address.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            prefix.put((byte) (address[i] & (0xFF00 >> kept)));
        }
        return prefix.array();
    }
}
