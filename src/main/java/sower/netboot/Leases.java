package sower.netboot;

import java.net.Inet4Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who has which address of our own range. A machine that comes again gets the one it had, as long
/// as nobody else needs it. Not safe for use by several threads.
final class Leases {
    static final int LEASE_SECONDS = 3600;
    private static final long LEASE_MILLIS = LEASE_SECONDS * 1000L;
    private static final long OFFER_MILLIS = 60_000;

    private final BootRange range;
    private final Map<Inet4Address, Lease> leases = new HashMap<>();

    /// @param mac empty where somebody else uses the address
    private record Lease(String mac, long untilMillis) {
        Lease orLonger(Lease newer) {
            return new Lease(newer.mac, Math.max(untilMillis, newer.untilMillis));
        }
    }

    Leases(BootRange range) {
        this.range = range;
    }

    /// Holds an address for a machine until it says whether it wants it; empty where none is left.
    Optional<Inet4Address> offer(String mac, long now) {
        var had = held(mac);
        var address = had.isPresent() ? had : unused(now);
        var offered = new Lease(mac, now + OFFER_MILLIS);
        address.ifPresent(free -> leases.merge(free, offered, Lease::orLonger));
        return address;
    }

    /// Whether a machine may have this address; it has it then.
    boolean take(String mac, Inet4Address address, long now) {
        var lease = leases.get(address);
        boolean taken = lease != null && lease.untilMillis > now && !lease.mac.equals(mac);
        if (taken || !range.contains(address)) {
            return false;
        }
        release(mac);
        leases.put(address, new Lease(mac, now + LEASE_MILLIS));
        return true;
    }

    /// The machine does not need its address any more.
    void release(String mac) {
        held(mac).ifPresent(leases::remove);
    }

    /// The machine has found that somebody else uses it.
    void declined(String mac, long now) {
        held(mac).ifPresent(address -> leases.put(address, new Lease("", now + LEASE_MILLIS)));
    }

    private Optional<Inet4Address> held(String mac) {
        return leases.entrySet().stream()
                .filter(lease -> lease.getValue().mac.equals(mac))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// One that nobody ever had, else the one that was given up longest ago.
    private Optional<Inet4Address> unused(long now) {
        Optional<Inet4Address> oldest = Optional.empty();
        long since = now;
        for (int i = 0; i < range.count(); i++) {
            var address = range.at(i);
            var lease = leases.get(address);
            if (lease == null) {
                return Optional.of(address);
            }
            if (lease.untilMillis <= since) {
                since = lease.untilMillis;
                oldest = Optional.of(address);
            }
        }
        return oldest;
    }
}
