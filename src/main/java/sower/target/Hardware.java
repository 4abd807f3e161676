package sower.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import sower.deploy.Inventory;
import sower.deploy.Inventory.BootMode;
import sower.deploy.Inventory.Link;
import sower.deploy.InventoryDisk;
import sower.disk.LinkErrors;

/// What Linux tells of the machine around the disks, in sysfs and /proc; elsewhere it is unknown.
final class Hardware {
    private static final Pattern MEMORY = Pattern.compile("MemTotal: +([0-9]{1,15}) kB");
    private static final String LOOPBACK = "lo";

    private final Path root;

    /// @param root where `sys` and `proc` are: `/` but for tests
    Hardware(Path root) {
        this.root = root;
    }

    /// The machine with these disks.
    ///
    /// @param power whether the workstation may start it anew or switch it off
    Inventory with(List<InventoryDisk> disks, boolean power) {
        var dmi = root.resolve("sys/class/dmi/id");
        return new Inventory(
                text(dmi.resolve("product_name")),
                text(dmi.resolve("product_serial")), // only root may read it
                memory(),
                boot(),
                links(),
                disks,
                Tool.present(power));
    }

    /// Bytes of memory, 0 where unknown.
    long memory() {
        var found = MEMORY.matcher(text(root.resolve("proc/meminfo")));
        return found.find() ? Long.parseLong(found.group(1)) * 1024 : 0;
    }

    private BootMode boot() {
        if (Files.exists(root.resolve("sys/firmware/efi"))) {
            return BootMode.UEFI;
        }
        return Files.exists(root.resolve("sys/class/block")) ? BootMode.BIOS : BootMode.UNKNOWN;
    }

    private List<Link> links() {
        var links = new ArrayList<Link>();
        try (var folders = Files.list(root.resolve("sys/class/net"))) {
            for (var folder : folders.sorted().toList()) {
                var name = folder.getFileName().toString();
                var mac = text(folder.resolve("address"));
                if (!name.equals(LOOPBACK) && !mac.isEmpty()) {
                    links.add(link(folder, name, mac));
                }
            }
        } catch (IOException notLinux) {
            return List.of();
        }
        return links;
    }

    private static Link link(Path folder, String name, String mac) {
        var errors = LinkErrors.of(folder);
        return new Link(
                name,
                mac,
                megabits(folder),
                text(folder.resolve("duplex")).equals("half"),
                errors.damaged(),
                errors.breaks());
    }

    private static int megabits(Path link) {
        var speed = text(link.resolve("speed")); // -1, or not readable, while the link is down
        return speed.matches("[0-9]{1,7}") ? Integer.parseInt(speed) : 0;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        } catch (IOException notTold) {
            return "";
        }
    }
}
