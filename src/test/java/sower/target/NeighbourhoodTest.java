package sower.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.control.ControlAddress;
import sower.control.LoopbackRoom;
import sower.deploy.MachineSnapshot;
import sower.deploy.Neighbour;
import sower.deploy.RehearsalRow.State;
import sower.disk.LocalDisks;
import sower.enrol.MachineCredentials;
import sower.filesystem.FileVolume;
import sower.restore.Proof;
import sower.restore.RestoreProgress;
import sower.swarm.EngineOptions;

/// Two agents that exchange pieces tell of each other, and of the workstation.
class NeighbourhoodTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final long SLOW = 400_000; // else they are done before they tell

    @TempDir private Path folder;

    @Test
    void machinesTellWhoFeedsThem() throws Exception {
        try (var room = LoopbackRoom.open(folder);
                var threads = Executors.newFixedThreadPool(2)) {
            room.deployment().limit(SLOW);
            var one = threads.submit(agent(room, "PC-01"));
            var two = threads.submit(agent(room, "PC-02"));
            await(() ->
                    room.rehearsal().snapshot().stream()
                                    .filter(row -> row.state() == State.READY)
                                    .count()
                            == 2);
            room.rehearsal().release(room.rehearsal().snapshot());

            var told = new HashSet<String>(); // at one time or another: pieces come in a moment
            await(() -> {
                var machines = machines(room);
                for (var each : machines) {
                    for (var other : machines) {
                        note(told, "fed by the workstation", isFedBy(each, Neighbour.WORKSTATION));
                        note(told, "fed by a machine", isFedBy(each, other.address()));
                        note(told, "feeds a machine", feeds(each, other.address()));
                    }
                }
                return told.size() == 3;
            });

            room.deployment().limit(0);
            assertEquals("SHA-256", one.get(60, TimeUnit.SECONDS).hash());
            assertEquals("SHA-256", two.get(60, TimeUnit.SECONDS).hash());
        }
    }

    private static void note(Set<String> told, String what, boolean now) {
        if (now) {
            told.add(what);
        }
    }

    private static List<MachineSnapshot> machines(LoopbackRoom room) {
        return room.deployment().snapshot().machines();
    }

    private static boolean isFedBy(MachineSnapshot machine, String peer) {
        return neighbours(machine).stream()
                .anyMatch(each -> each.peer().equals(peer) && each.downRate() > 0);
    }

    private static boolean feeds(MachineSnapshot machine, String peer) {
        return neighbours(machine).stream()
                .anyMatch(each -> each.peer().equals(peer) && each.upRate() > 0);
    }

    private static List<Neighbour> neighbours(MachineSnapshot machine) {
        var told = machine.neighbours();
        return told == null ? List.of() : told;
    }

    private Callable<Proof> agent(LoopbackRoom room, String name) throws Exception {
        var disk = folder.resolve(name + ".img");
        FileVolume.sparse(disk, 16 << 20);
        var quiet =
                new RoomAgent.Listener() {
                    @Override
                    public void says(String sentence) {}

                    @Override
                    public void accept(RestoreProgress progress) {}
                };
        return new RoomAgent(
                        ControlAddress.parse(room.server().address()),
                        MachineCredentials.inMemory(Optional.of(room.ticket())),
                        name,
                        new Survey(LocalDisks.of(), false, List.of(disk)),
                        EngineOptions.target(HERE, 0).withMemory(16L << 20),
                        quiet,
                        () -> false)
                ::run;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertTrue(condition.getAsBoolean());
    }
}
