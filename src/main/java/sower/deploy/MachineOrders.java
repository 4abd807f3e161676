package sower.deploy;

import java.util.List;

/// What the workstation answers a report.
///
/// @param peers `address port` of each of the others in this room, newcomers included
/// @param seedPort where the workstation's own BitTorrent end listens
/// @param leave whether nobody needs this machine as a source any more
/// @param stop a sentence when the restore cannot succeed; else empty
/// @param heard whether the workstation knows that this machine has ended
/// @param paused whether it is to receive and send nothing for now
public record MachineOrders(
        List<String> peers, int seedPort, boolean leave, boolean heard, String stop, boolean paused)
        implements ToMachine {
    public MachineOrders {
        peers = List.copyOf(peers);
    }
}
