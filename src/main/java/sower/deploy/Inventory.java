package sower.deploy;

import java.util.List;
import java.util.Objects;

/// What a machine is: told with every hello, because disks are plugged and mounted meanwhile.
///
/// @param product the maker's name for the machine, empty where unknown
/// @param serial of the machine, empty where unknown or not readable
/// @param memory bytes, 0 where unknown
/// @param disks in the order of their names
/// @param tools names of the programs there that a run may ask for
public record Inventory(
        String product,
        String serial,
        long memory,
        BootMode boot,
        List<Link> links,
        List<InventoryDisk> disks,
        List<String> tools) {

    public Inventory {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(serial, "serial");
        Objects.requireNonNull(boot, "boot");
        links = List.copyOf(links);
        disks = List.copyOf(disks);
        tools = List.copyOf(tools);
    }

    /// A machine that has none of the programs a run may ask for.
    public Inventory(
            String product,
            String serial,
            long memory,
            BootMode boot,
            List<Link> links,
            List<InventoryDisk> disks) {
        this(product, serial, memory, boot, links, disks, List.of());
    }

    /// How the machine was started, and so probably will be.
    public enum BootMode {
        UEFI,
        BIOS,
        /// not told by this operating system
        UNKNOWN
    }

    /// A network interface.
    ///
    /// @param megabits per second, 0 where unknown
    /// @param half whether it cannot send while it receives
    /// @param damaged packets since the machine's start, both ways
    /// @param breaks how often it lost its connection since then
    public record Link(
            String name, String mac, int megabits, boolean half, long damaged, long breaks) {
        public Link {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(mac, "mac");
        }

        /// One that nothing speaks against.
        public Link(String name, String mac, int megabits) {
            this(name, mac, megabits, false, 0, 0);
        }
    }
}
