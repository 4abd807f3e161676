package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.capture.MasterDisk;
import sower.cli.CommandLineProgram;
import sower.filesystem.FileVolume;

/// What a technician may tell the machines of a run from another terminal. The programs that end a
/// machine are scripts that only say so.
@Tag("system")
class OrdersSystemTest {
    private static final long MIB = 1 << 20;

    @TempDir private Path folder;
    private final List<SowerProcess> started = new ArrayList<>();
    private Path programs;
    private String run = "";

    private record Outcome(int code, String said) {}

    @AfterEach
    void endAll() {
        started.forEach(SowerProcess::close);
    }

    @Test
    void machinesArePausedStoppedRetriedAndSwitchedOff() throws Exception {
        programs = recordingPrograms();
        var master = MasterDisk.make(folder.resolve("master.img"));
        Captured.by(folder, master, folder.resolve("library"), "lab");
        var deploy = deploy();
        run = deploy.afterWord("run", 30).replace(":", "");
        var ticket = deploy.afterWord("--ticket", 5);
        var at = deploy.afterWord("--workstation", 5);
        var one = agent("one", 16 * MIB, at, ticket, "--may-power");
        var two = agent("two", 16 * MIB, at, ticket);
        var small = agent("small", 4 * MIB, at, ticket, "--may-power");
        deploy.awaitSaid("3 machines have shown their plan, 2 ready", 30);

        assertOrder("small is told to power-off", "power-off", "small");
        assertEquals(3, small.exitCode(20), small.said());
        assertEquals("poweroff\n", recorded());
        assertOrder("no reboot of two: its agent was not started with", "reboot", "two");

        assertOrder("one is told to pause", "pause", "one");
        assertOrder("two is told to pause", "pause", "two");
        deploy.type("release\n");
        deploy.awaitSaid("released: one is written", 10);
        deploy.awaitSaid("0 of 2 machines done", 30);
        assertOrder("no reboot of one: it is being written", "reboot", "one");
        assertOrder("no retry of one: it is being written", "retry", "one");
        assertOrder("no machine is called three", "stop", "three");

        assertOrder("one is told to stop", "stop", "one");
        deploy.awaitSaid("Stopped by the technician", 20);
        assertOrder("one is told to retry", "retry", "one");
        one.awaitSaid("It tries again.", 20);
        deploy.awaitSaid("came after the release, waits for another one", 20);
        deploy.type("release\n");
        one.awaitSaid("released: ", 20);
        assertOrder("every machine (2) is told to go on", "resume");

        assertEquals(0, one.exitCode(60), one.said());
        assertEquals(0, two.exitCode(60), two.said());
        assertEquals(0, deploy.exitCode(30), deploy.said());
        assertTrue(one.said().contains("this agent has ended; now: reboot"), one.said());
        assertEquals("poweroff\nreboot\n", recorded(), "two may not");
        assertEquals(3, order("pause").code(), "the run is over");
        watchTellsAll();
    }

    private void watchTellsAll() {
        var told = sower("run", "watch", run);
        assertEquals(0, told.code(), told.said());
        for (var words :
                List.of(
                        "one is told: stop",
                        "one failed Stopped by the technician",
                        "one needs another release",
                        "two done",
                        "ended, all proved")) {
            assertTrue(told.said().contains(words), told.said());
        }
    }

    private SowerProcess deploy() throws IOException {
        return start(
                "deploy",
                "lab",
                "--library",
                folder.resolve("library").toString(),
                "--listen",
                "127.0.0.1:0",
                "--peer-port",
                "0",
                "--then",
                "reboot");
    }

    private SowerProcess agent(String name, long length, String at, String ticket, String... more)
            throws IOException {
        var disk = folder.resolve(name + ".img");
        FileVolume.sparse(disk, length);
        var args =
                new ArrayList<>(
                        List.of("target", "--workstation", at, "--ticket", ticket, "--name", name));
        args.addAll(List.of("--among", disk.toString()));
        args.addAll(List.of(more));
        return start(args.toArray(String[]::new));
    }

    private SowerProcess start(String... args) throws IOException {
        var path = programs + ":" + System.getenv("PATH");
        var process = SowerProcess.startBeside(path, folder, "", args);
        started.add(process);
        return process;
    }

    private void assertOrder(String answer, String... words) {
        var outcome = order(words);
        assertTrue(outcome.said().contains(answer), outcome.said());
        assertEquals(0, outcome.code(), outcome.said());
    }

    private Outcome order(String... words) {
        var all = new ArrayList<>(List.of("run", words[0], run));
        all.addAll(List.of(words).subList(1, words.length));
        return sower(all.toArray(String[]::new));
    }

    private Outcome sower(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--library", folder.resolve("library").toString()));
        var said = new StringWriter();
        var out = new PrintWriter(said, true);
        int code = CommandLineProgram.run(out, out, all.toArray(String[]::new));
        assertFalse(said.toString().contains("Exception"), said.toString());
        return new Outcome(code, said.toString());
    }

    private String recorded() throws IOException {
        return Files.readString(folder.resolve("recorded"));
    }

    /// Found before the system's own, which would end the machine that runs the tests.
    private Path recordingPrograms() throws IOException {
        var bin = Files.createDirectories(folder.resolve("bin"));
        for (var name : List.of("reboot", "poweroff")) {
            var script = bin.resolve(name);
            Files.writeString(
                    script, "#!/bin/sh\necho %s >> '%s/recorded'\n".formatted(name, folder));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertTrue(Files.isExecutable(script));
        }
        return bin;
    }
}
