package sower.netboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.Needs;

/// The privileged process that starts machines, as pkexec would start it.
@Tag("system")
class BootServerSystemTest {
    private static final String RANGE = "10.93.9.100-10.93.9.101";
    private static final String NOT_BEGUN =
            "no machine starts from here: the password was not given, or the privileged process refused to begin";

    @TempDir private Path folder;

    @BeforeEach
    void machineHasWhatIsNeeded() {
        Needs.root();
        Needs.tool("ip", "busybox", "env");
    }

    @Test
    void tellsWhoStartsAndEndsWithTheWindow() throws Exception {
        BootFolder.make(folder);
        try (var wire = Wire.make(true)) {
            for (int times = 0; times < 2; times++) { // its ports are free again
                var access = BootAccess.start(command(wire, "0", arguments()));
                try (access) {
                    assertEquals(BootSnapshot.NOBODY, access.snapshot());
                    assertTrue(wire.ask().contains("lease of 10.93.9.10"));
                    var machine = awaitMachine(access);
                    assertEquals(Wire.CARD, machine.mac());
                    assertEquals(BootRequest.Firmware.BIOS, machine.firmware());
                }
                awaitGone(access);
            }
        }
    }

    @Test
    void refusesToBeStartedByAnybodyElse() throws Exception {
        BootFolder.make(folder);
        try (var wire = Wire.make(true)) {
            assertEquals(NOT_BEGUN, refusal(command(wire, "1000", arguments())));
            assertEquals(NOT_BEGUN, refusal(command(wire, "", arguments())));
        }
    }

    @Test
    void refusesWhatIsNoPlan() throws Exception {
        BootFolder.make(folder);
        try (var wire = Wire.make(true)) {
            for (var wrong :
                    List.of(
                            List.of(Wire.HERE),
                            List.of("localhost", Wire.HERE + ":6969"),
                            List.of(Wire.HERE, "here:6969 init=/bin/sh"),
                            List.of(Wire.HERE, Wire.HERE + ":6969", "everywhere"),
                            List.of(Wire.HERE, Wire.HERE + ":6969", RANGE, "/etc"))) {
                assertEquals(NOT_BEGUN, refusal(command(wire, "0", wrong)), wrong.toString());
            }
        }
    }

    @Test
    void saysWhyItCannotBeOpened() throws Exception {
        try (var wire = Wire.make(true)) {
            assertTrue(
                    refusal(command(wire, "0", arguments())).startsWith("There are no boot files"));
            BootFolder.make(folder);
            assertEquals(
                    "This computer has no address 10.93.9.7.",
                    refusal(command(wire, "0", List.of("10.93.9.7", "10.93.9.7:6969"))));
        }
    }

    private static List<String> arguments() {
        return List.of(Wire.HERE, Wire.HERE + ":6969", RANGE);
    }

    /// @param user who gave the password; empty where nobody was asked
    private List<String> command(Wire wire, String user, List<String> arguments) {
        var command = new ArrayList<>(List.of("env"));
        if (!user.isEmpty()) {
            command.add("PKEXEC_UID=" + user);
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dsower.boot.files=" + folder);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(BootServer.class.getName());
        command.addAll(arguments);
        return wire.command(command);
    }

    private static String refusal(List<String> command) {
        return String.valueOf(
                assertThrows(IOException.class, () -> BootAccess.start(command)).getMessage());
    }

    private static BootRequest awaitMachine(BootAccess access) throws Exception {
        for (int i = 0; i < 300; i++) {
            var machines = access.snapshot().machines();
            if (!machines.isEmpty()) {
                return machines.getFirst();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("nobody starts: " + access.snapshot());
    }

    private static void awaitGone(BootAccess access) throws Exception {
        for (int i = 0; i < 300; i++) {
            try {
                access.snapshot();
            } catch (IOException gone) {
                assertEquals(
                        "no machine starts from here any more: the privileged process has ended",
                        gone.getMessage());
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("it goes on");
    }
}
