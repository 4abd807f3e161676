package sower.desktop.network;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/// An IP network that this computer is in.
///
/// @param prefix how many leading bits of an address are the network's
public record OwnNetwork(InetAddress address, int prefix) {

    /// All of them, loopback's among them. Reads the system, so not on the view's thread.
    public static List<OwnNetwork> all() throws IOException {
        var found = new ArrayList<OwnNetwork>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            each.getInterfaceAddresses()
                    .forEach(own ->
                            found.add(
                                    new OwnNetwork(
                                            own.getAddress(), own.getNetworkPrefixLength())));
        }
        return found;
    }

    /// Whether no router stands between.
    boolean has(InetAddress other) {
        int bits = address.getAddress().length * 8;
        return other.getAddress().length * 8 == bits
                && network(address, bits).equals(network(other, bits));
    }

    private BigInteger network(InetAddress of, int bits) {
        return new BigInteger(1, of.getAddress()).shiftRight(bits - prefix);
    }
}
