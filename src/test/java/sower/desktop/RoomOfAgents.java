package sower.desktop;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import sower.control.ControlAddress;
import sower.disk.LocalDisks;
import sower.disk.RefusedException;
import sower.enrol.MachineCredentials;
import sower.enrol.Ticket;
import sower.filesystem.FileVolume;
import sower.restore.RestoreProgress;
import sower.swarm.EngineOptions;
import sower.target.RoomAgent;
import sower.target.Survey;

/// Real agents on loopback, each with a disk in a file, in threads of this process.
final class RoomOfAgents implements AutoCloseable {
    private static final long MEMORY = 16L << 20;

    private static final Pattern CODE = Pattern.compile("shows the code (\\S+) for");
    private static final Pattern LINE = Pattern.compile("--workstation (\\S+) --ticket (\\S+)");

    private final ControlAddress workstation;
    private final Ticket ticket;
    private final Map<String, Path> disks = new ConcurrentHashMap<>();
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /// @param line what a technician is told to type
    RoomOfAgents(String line) {
        var words = LINE.matcher(line);
        if (!words.find()) {
            throw new AssertionError("no workstation and ticket in: " + line);
        }
        this.workstation = ControlAddress.parse(words.group(1));
        this.ticket = Ticket.parse(words.group(2));
    }

    /// What machines have said to call a person.
    List<String> calls() {
        return List.copyOf(calls);
    }

    /// Switches a machine on.
    void start(Path folder, String name, long diskLength) throws IOException {
        start(folder, name, diskLength, Optional.of(ticket));
    }

    /// Switches a machine on to which nobody has given the ticket.
    void startWithoutTicket(Path folder, String name, long diskLength) throws IOException {
        start(folder, name, diskLength, Optional.empty());
    }

    private void start(Path folder, String name, long diskLength, Optional<Ticket> shown)
            throws IOException {
        var disk = folder.resolve(name + ".img");
        FileVolume.sparse(disk, diskLength);
        disks.put(name, disk);
        threads.add(Thread.ofPlatform().daemon().name(name).start(() -> run(name, disk, shown)));
    }

    private void run(String name, Path disk, Optional<Ticket> shown) {
        var listener =
                new RoomAgent.Listener() {
                    @Override
                    public void says(String sentence) {
                        var code = CODE.matcher(sentence);
                        if (code.find()) {
                            codes.put(name, code.group(1));
                        }
                    }

                    @Override
                    public void calls(String sentence) {
                        calls.add(sentence);
                    }

                    @Override
                    public void accept(RestoreProgress progress) {}
                };
        var engine = EngineOptions.target(InetAddress.getLoopbackAddress(), 0).withMemory(MEMORY);
        var survey = new Survey(LocalDisks.of(), false, List.of(disk));
        try {
            var proof =
                    new RoomAgent(
                                    workstation,
                                    MachineCredentials.inMemory(shown),
                                    name,
                                    survey,
                                    engine,
                                    listener,
                                    () -> closed)
                            .run();
            outcomes.put(name, proof.hash());
        } catch (RefusedException refused) {
            outcomes.put(name, "left out");
        } catch (IOException | CancellationException failed) {
            outcomes.put(name, String.valueOf(failed.getMessage()));
        }
    }

    /// What each machine without a ticket shows on its screen.
    Map<String, String> codes() {
        return Map.copyOf(codes);
    }

    /// What became of each machine that has ended: the hash of its proof, `left out`, or why it
    /// failed.
    Map<String, String> outcomes() {
        return Map.copyOf(outcomes);
    }

    /// Whether a machine's disk is all zeros, as it was at first.
    boolean untouched(String name) throws IOException {
        byte[] now = Files.readAllBytes(disks.get(name));
        return Arrays.equals(new byte[now.length], now);
    }

    /// Switches all machines off.
    @Override
    public void close() {
        closed = true;
        for (Thread each : threads) {
            try {
                each.join(20_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
