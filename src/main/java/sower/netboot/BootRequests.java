package sower.netboot;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import sower.netboot.BootClient.Kind;
import sower.netboot.BootRequest.Firmware;
import sower.netboot.BootRequest.Stage;

/// Who asked what, put together from three protocols: by the card's address where it is known,
/// which the machine itself tells everybody with its address when it takes that from whoever gives
/// it. Any thread may call; of too many, those are forgotten that were silent longest.
final class BootRequests {
    static final int MOST = 1024;

    private final InstantSource clock;
    // the one that was heard of last comes last; guarded by this
    private final SequencedMap<String, BootRequest> machines = new LinkedHashMap<>();

    BootRequests(InstantSource clock) {
        this.clock = clock;
    }

    /// What was heard of a machine's DHCP, whoever is meant.
    synchronized void heard(DhcpPacket request) {
        var client = BootClient.of(request);
        boolean known = machines.containsKey(client.mac());
        if (client.kind() == Kind.NONE && !known) {
            return; // some other machine of this network
        }
        boolean boots = client.kind() != Kind.NONE;
        var asked = request.options().address(DhcpOptions.REQUESTED_ADDRESS);
        update(
                client.mac(),
                before -> {
                    var firmware = boots ? client.firmware() : before.firmware();
                    var address = asked.map(InetAddress::getHostAddress).orElse(before.address());
                    // the loader asks once more, on its way
                    boolean anew = client.kind() != Kind.IPXE || before.stage() == Stage.STARTED;
                    return boots && anew && request.type() == DhcpType.DISCOVER
                            ? asks(before.mac(), firmware, address)
                            : with(before, firmware, address);
                });
    }

    /// A machine fetches a file, or has fetched more of it.
    synchronized void fetches(InetAddress from, String file, long bytes, long length) {
        var address = from.getHostAddress();
        var key =
                machines.reversed().entrySet().stream()
                        .filter(each -> each.getValue().address().equals(address))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(address);
        update(
                key,
                before -> {
                    var stage = stage(file, bytes >= length);
                    return new BootRequest(
                            before.mac(),
                            before.firmware(),
                            stage.orElse(before.stage()),
                            address,
                            file,
                            bytes,
                            length,
                            clock.millis());
                });
    }

    private static Optional<Stage> stage(String file, boolean whole) {
        return switch (file) {
            case BootFiles.IPXE_BIOS, BootFiles.IPXE_UEFI, BootFiles.SHIM, BootFiles.GRUB ->
                    Optional.of(Stage.LOADER);
            case BootFiles.SCRIPT, BootFiles.GRUB_CONFIG -> Optional.of(Stage.SCRIPT);
            case BootFiles.KERNEL -> Optional.of(Stage.KERNEL);
            case BootFiles.SYSTEM -> Optional.of(whole ? Stage.STARTED : Stage.SYSTEM);
            default -> Optional.empty();
        };
    }

    /// @param key the card's address, or the machine's where that is not known
    private void update(String key, UnaryOperator<BootRequest> change) {
        boolean card = key.contains(":");
        var before = machines.remove(key);
        if (before == null) {
            before = asks(card ? key : "", Firmware.OTHER, card ? "" : key);
        }
        if (machines.size() >= MOST) {
            machines.pollFirstEntry();
        }
        machines.put(key, change.apply(before));
    }

    private BootRequest asks(String mac, Firmware firmware, String address) {
        return new BootRequest(mac, firmware, Stage.ASKS, address, "", 0, 0, clock.millis());
    }

    private BootRequest with(BootRequest before, Firmware firmware, String address) {
        return new BootRequest(
                before.mac(),
                firmware,
                before.stage(),
                address,
                before.file(),
                before.bytes(),
                before.length(),
                clock.millis());
    }

    synchronized List<BootRequest> snapshot() {
        var all = new ArrayList<>(machines.values());
        all.sort(Comparator.comparing(BootRequest::mac).thenComparing(BootRequest::address));
        return List.copyOf(all);
    }
}
