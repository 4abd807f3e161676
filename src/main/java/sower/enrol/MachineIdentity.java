package sower.enrol;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import sower.deploy.Inventory;
import sower.deploy.InventoryDisk;
import sower.metainfo.Sha256;

/// What stays of a machine when it is switched off and on, and so tells it from the others.
///
/// @param name as it calls itself
/// @param serial of the machine, empty where unknown
/// @param macs network addresses, sorted
/// @param disks serials of the built-in disks, sorted; those without one are left out
public record MachineIdentity(String name, String serial, List<String> macs, List<String> disks) {
    private static final int ID = 16; // bytes of the hash

    public MachineIdentity {
        macs = List.copyOf(macs);
        disks = List.copyOf(disks);
    }

    /// What an inventory tells of it.
    public static MachineIdentity of(String name, Inventory inventory) {
        return new MachineIdentity(
                name,
                inventory.serial(),
                inventory.links().stream().map(Inventory.Link::mac).sorted().toList(),
                inventory.disks().stream()
                        .filter(disk -> !disk.removable())
                        .map(InventoryDisk::serial)
                        .filter(text -> !text.isEmpty())
                        .sorted()
                        .toList());
    }

    /// The whole in 32 hexadecimal digits: the name under which a workstation knows it.
    public String id() {
        var text = String.join("\n", name, serial, String.join(",", macs), String.join(",", disks));
        byte[] hash = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, ID);
    }
}
