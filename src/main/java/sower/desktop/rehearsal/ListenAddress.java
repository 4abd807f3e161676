package sower.desktop.rehearsal;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// An address of this computer at which machines can come.
///
/// @param network name of its interface
public record ListenAddress(String network, InetAddress address) {
    /// Where machines look by default, as on the command line.
    public static final int USUAL_PORT = 6969;

    /// Those of all interfaces that are up, this computer's own loopback last. Reads the system, so
    /// not on the view's thread.
    public static List<ListenAddress> all() throws IOException {
        var found = new ArrayList<ListenAddress>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (each.isUp()) {
                each.inetAddresses()
                        .filter(Inet4Address.class::isInstance)
                        .forEach(address -> found.add(new ListenAddress(each.getName(), address)));
            }
        }
        found.sort(Comparator.comparing(each -> each.address().isLoopbackAddress()));
        return found;
    }

    /// Those at which other machines can come.
    public static List<ListenAddress> reachable() throws IOException {
        return all().stream().filter(each -> !each.address().isLoopbackAddress()).toList();
    }

    /// As a person chooses it: `eth0 192.168.20.5`.
    @Override
    public String toString() {
        return network + "  " + address.getHostAddress();
    }
}
