package sower.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders as kernels of real computers have them.
class PowerTest {
    @TempDir private Path root;

    @Test
    void aDesktopWithAWirelessMouseHasNothingToSay() throws IOException {
        supply(
                "hidpp_battery_0",
                Map.of("type", "Battery", "scope", "Device", "status", "Discharging"));

        assertEquals(Power.MAINS, look());
    }

    @Test
    void aComputerWithoutPowerSuppliesOrLidHasNothingToSay() throws IOException {
        assertEquals(Power.MAINS, look());
    }

    @Test
    void aPluggedLaptopDoesNotRunOnItsBatteryAlthoughThatIsNotFull() throws IOException {
        lid();
        supply("AC", Map.of("type", "Mains", "online", "1"));
        supply("BAT0", Map.of("type", "Battery", "status", "Not charging", "capacity", "64"));

        assertEquals(new Power(false, 64, true), look());
    }

    @Test
    void anUnpluggedLaptopDoesBeforeItsBatterySaysSo() throws IOException {
        lid();
        supply("AC", Map.of("type", "Mains", "online", "0"));
        supply("BAT0", Map.of("type", "Battery", "status", "Unknown", "capacity", "64"));

        assertEquals(new Power(true, 64, true), look());
    }

    @Test
    void oneOfSeveralSocketsIsEnough() throws IOException {
        supply("AC", Map.of("type", "Mains", "online", "0"));
        supply("ucsi-source-psy-USBC000:001", Map.of("type", "USB", "online", "1"));
        supply("BAT0", Map.of("type", "Battery", "status", "Charging", "capacity", "8"));

        assertEquals(new Power(false, 8, false), look());
    }

    @Test
    void whereTheKernelKnowsNoSocketTheBatteryIsAsked() throws IOException {
        supply("BAT1", Map.of("type", "Battery", "status", "Discharging", "capacity", "15"));

        assertEquals(new Power(true, 15, false), look());
    }

    @Test
    void twoBatteriesAreOneBySize() throws IOException {
        supply(
                "BAT0",
                Map.of(
                        "type",
                        "Battery",
                        "status",
                        "Discharging",
                        "capacity",
                        "100",
                        "energy_full",
                        "20000000"));
        supply(
                "BAT1",
                Map.of(
                        "type",
                        "Battery",
                        "status",
                        "Unknown",
                        "capacity",
                        "0",
                        "energy_full",
                        "60000000"));
        supply("BAT2", Map.of("type", "Battery", "present", "0", "capacity", "90"));

        assertEquals(new Power(true, 25, false), look());
    }

    private Power look() throws IOException {
        return Power.of(root.resolve("power_supply"), root.resolve("lid"));
    }

    private void lid() throws IOException {
        Files.createDirectories(root.resolve("lid/LID0"));
    }

    private void supply(String name, Map<String, String> attributes) throws IOException {
        var folder = Files.createDirectories(root.resolve("power_supply").resolve(name));
        for (var attribute : attributes.entrySet()) {
            Files.writeString(folder.resolve(attribute.getKey()), attribute.getValue() + "\n");
        }
    }
}
