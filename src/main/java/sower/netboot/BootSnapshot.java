package sower.netboot;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sower.netboot.BootRequest.Firmware;
import sower.netboot.BootRequest.Stage;

/// Who starts from the network, and who else answers there.
///
/// @param machines by their cards' addresses
public record BootSnapshot(List<BootRequest> machines, List<OtherServer> others) {
    /// Nobody yet.
    public static final BootSnapshot NOBODY = new BootSnapshot(List.of(), List.of());

    public BootSnapshot {
        machines = List.copyOf(machines);
        others = List.copyOf(others);
    }

    /// As a privileged process tells it.
    void writeTo(DataOutput out) throws IOException {
        out.writeInt(machines.size());
        for (var machine : machines) {
            out.writeUTF(machine.mac());
            out.writeUTF(machine.firmware().name());
            out.writeUTF(machine.stage().name());
            out.writeUTF(machine.address());
            out.writeUTF(machine.file());
            out.writeLong(machine.bytes());
            out.writeLong(machine.length());
            out.writeLong(machine.seenMillis());
        }
        out.writeInt(others.size());
        for (var other : others) {
            out.writeUTF(other.address());
            out.writeBoolean(other.addresses());
            out.writeBoolean(other.boots());
        }
    }

    static BootSnapshot read(DataInput in) throws IOException {
        var machines = new ArrayList<BootRequest>();
        for (int left = in.readInt(); left > 0; left--) {
            machines.add(
                    new BootRequest(
                            in.readUTF(),
                            Firmware.valueOf(in.readUTF()),
                            Stage.valueOf(in.readUTF()),
                            in.readUTF(),
                            in.readUTF(),
                            in.readLong(),
                            in.readLong(),
                            in.readLong()));
        }
        var others = new ArrayList<OtherServer>();
        for (int left = in.readInt(); left > 0; left--) {
            others.add(new OtherServer(in.readUTF(), in.readBoolean(), in.readBoolean()));
        }
        return new BootSnapshot(machines, others);
    }
}
