package sower.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.hardware.PowerSource;

/// What this computer runs on; disks that are being written do not bear its end.
///
/// @param onBattery whether it runs down now
/// @param percent what its batteries still hold together; 100 where there is none
/// @param lid whether it has a lid that somebody may close
public record Power(boolean onBattery, int percent, boolean lid) {
    /// A computer that nobody needs to be told anything about.
    public static final Power MAINS = new Power(false, 100, false);

    /// Looks now. On Linux the kernel is asked (Documentation/ABI/testing/sysfs-class-power), which
    /// tells a charger that is plugged in from a battery that is full; OSHI elsewhere, where a
    /// computer with a battery has a lid. Reads the system, so not on the view's thread.
    public static Power look() throws IOException {
        return switch (OperatingSystem.here()) {
            case LINUX -> of(Path.of("/sys/class/power_supply"), Path.of("/proc/acpi/button/lid"));
            case WINDOWS, MACOS -> of(new SystemInfo().getHardware().getPowerSources());
        };
    }

    /// @param supplies a folder per power supply
    /// @param lids a folder per lid
    static Power of(Path supplies, Path lids) throws IOException {
        var all = Sysfs.children(supplies).map(SysfsNode::new).toList();
        var batteries = all.stream().filter(Power::isBattery).toList();
        var chargers = all.stream().filter(Power::isCharger).toList();
        boolean drained = batteries.stream().anyMatch(each -> is(each, "status", "Discharging"));
        boolean unplugged =
                chargers.isEmpty() ? drained : chargers.stream().noneMatch(each -> plugged(each));
        return new Power(
                !batteries.isEmpty() && unplugged,
                percent(batteries),
                Sysfs.children(lids).findAny().isPresent());
    }

    /// Of this computer; a mouse has one as well.
    private static boolean isBattery(SysfsNode supply) {
        return is(supply, "type", "Battery")
                && !is(supply, "scope", "Device")
                && supply.number("present", 1) != 0;
    }

    private static boolean isCharger(SysfsNode supply) {
        return Stream.of("Mains", "USB", "Wireless").anyMatch(type -> is(supply, "type", type))
                && !is(supply, "scope", "Device");
    }

    private static boolean plugged(SysfsNode charger) {
        return charger.number("online", 0) != 0; // 2 is a charger of a programmable voltage
    }

    private static boolean is(SysfsNode supply, String attribute, String value) {
        return supply.text(attribute).equals(value);
    }

    /// A large battery counts for more than a small one.
    private static int percent(List<SysfsNode> batteries) {
        double held = 0;
        double whole = 0;
        for (var battery : batteries) {
            double full = battery.number("energy_full", battery.number("charge_full", 1));
            held += full * Math.clamp(battery.number("capacity", 100), 0, 100);
            whole += full;
        }
        return whole == 0 ? 100 : (int) Math.round(held / whole);
    }

    private static Power of(List<PowerSource> sources) {
        var batteries = sources.stream().filter(source -> source.getMaxCapacity() > 0).toList();
        return new Power(
                batteries.stream().anyMatch(source -> !source.isPowerOnLine()),
                (int)
                        Math.round(
                                batteries.stream()
                                        .mapToDouble(PowerSource::getRemainingCapacityPercent)
                                        .map(share -> share * 100)
                                        .average()
                                        .orElse(100)),
                !batteries.isEmpty());
    }
}
