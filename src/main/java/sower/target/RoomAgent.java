package sower.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import sower.control.ControlClient;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer;
import sower.deploy.Inventory;
import sower.deploy.InventoryDisk;
import sower.deploy.Release;
import sower.disk.RefusedException;
import sower.restore.Proof;
import sower.restore.RestoreProgress;
import sower.swarm.EngineOptions;

/// A machine of a room: tells what it is, waits for the release, then restores. Until the release
/// it opens disks for reading only.
public final class RoomAgent {
    private static final long INTERVAL_MILLIS = 1000;
    private static final long POLL_MILLIS = 100;

    private final String workstation;
    private final String name;
    private final Survey survey;
    private final EngineOptions engine;
    private final Listener listener;
    private final BooleanSupplier cancelled;
    private String id = "";

    /// What the person in front of the machine is told; called by any thread.
    public interface Listener extends Consumer<RestoreProgress> {
        /// What the machine does now, when that is something else than before.
        void says(String sentence);
    }

    /// @param workstation its URL
    /// @param name of this machine, for a person
    public RoomAgent(
            String workstation,
            String name,
            Survey survey,
            EngineOptions engine,
            Listener listener,
            BooleanSupplier cancelled) {
        this.workstation = workstation;
        this.name = name;
        this.survey = survey;
        this.engine = engine;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /// From the first hello to the proof.
    ///
    /// @throws RefusedException when the run went on without this machine, which is untouched
    /// @throws IOException in one sentence, when the restore failed
    /// @throws CancellationException when cancelled
    public Proof run() throws IOException {
        var client = new ControlClient(workstation);
        while (!cancelled.getAsBoolean()) {
            var answer = hello(client);
            switch (answer.step()) {
                case WAIT -> {
                    listener.says(answer.sentence());
                    pause();
                }
                case WRITE -> {
                    listener.says(answer.sentence());
                    return write(Objects.requireNonNull(answer.disk()));
                }
                case LEAVE -> throw new RefusedException(answer.sentence());
            }
        }
        throw new CancellationException("cancelled");
    }

    /// A workstation that does not answer may be started later, or again; a disk may be plugged or
    /// pulled while we look.
    private HelloAnswer hello(ControlClient client) {
        try {
            var inventory = survey.inventory();
            id = id(name, inventory);
            return client.hello(new Hello(id, name, inventory));
        } catch (IOException silent) {
            var sentence = String.valueOf(silent.getMessage());
            return new HelloAnswer(HelloAnswer.Step.WAIT, sentence, null);
        }
    }

    private Proof write(InventoryDisk disk) throws IOException {
        var release = new Release(disk);
        var job =
                new TargetAgent.Job(id, name, "", engine, true, () -> release.check(survey.look()));
        var path = Path.of(disk.path());
        return new TargetAgent(workstation, path, job, listener, cancelled).run();
    }

    private void pause() throws IOException {
        try {
            for (long left = INTERVAL_MILLIS; left > 0 && !cancelled.getAsBoolean(); ) {
                Thread.sleep(POLL_MILLIS);
                left -= POLL_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Firmware serial and network addresses stay when a machine is switched off and on.
    static String id(String name, Inventory inventory) {
        var macs =
                inventory.links().stream()
                        .map(Inventory.Link::mac)
                        .sorted()
                        .collect(Collectors.joining(","));
        return String.join(" ", name, inventory.serial(), macs);
    }
}
