package sower.netboot;

import java.util.List;

/// Who starts from the network, and who else answers there.
///
/// @param machines by their cards' addresses
public record BootSnapshot(List<BootRequest> machines, List<OtherServer> others) {
    public BootSnapshot {
        machines = List.copyOf(machines);
        others = List.copyOf(others);
    }
}
