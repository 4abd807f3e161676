package sower.netboot;

import java.net.Inet4Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who else answers on this wire, as far as answers are sent to everybody. Any thread may call.
final class OtherServers {
    private static final int MOST = 32;

    private final Inet4Address own;
    private final Map<Inet4Address, OtherServer> servers = new LinkedHashMap<>(); // guarded by this

    OtherServers(Inet4Address own) {
        this.own = own;
    }

    /// Takes note of what somebody has answered.
    synchronized void heard(DhcpPacket reply) {
        var from = reply.options().address(DhcpOptions.SERVER).orElse(reply.next());
        if (!reply.reply() || from.equals(own) || servers.size() >= MOST) {
            return;
        }
        boolean addresses = !reply.your().equals(DhcpPacket.NOWHERE);
        boolean boots =
                !reply.file().isEmpty()
                        || reply.options().has(DhcpOptions.BOOT_FILE)
                        || reply.options().text(DhcpOptions.CLASS).startsWith("PXEClient");
        var known =
                servers.getOrDefault(from, new OtherServer(from.getHostAddress(), false, false));
        servers.put(
                from,
                new OtherServer(
                        known.address(), known.addresses() || addresses, known.boots() || boots));
    }

    synchronized List<OtherServer> snapshot() {
        return List.copyOf(servers.values());
    }
}
