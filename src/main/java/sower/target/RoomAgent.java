package sower.target;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sower.control.ControlAddress;
import sower.control.RoomClient;
import sower.deploy.Directive;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer;
import sower.deploy.Release;
import sower.disk.RefusedException;
import sower.enrol.MachineCredentials;
import sower.enrol.MachineIdentity;
import sower.restore.Proof;
import sower.restore.RestoreProgress;
import sower.swarm.EngineOptions;
import sower.swarm.Site;
import sower.swarm.SwarmKey;

/// A machine of a room: is let in, tells what it is, waits for the release, then restores. Until
/// the release it opens disks for reading only.
public final class RoomAgent {
    private static final long INTERVAL_MILLIS = 1000;
    private static final long POLL_MILLIS = 100;
    private static final int POWER_SECONDS = 60;

    private final ControlAddress workstation;
    private final MachineCredentials credentials;
    private final String name;
    private final Survey survey;
    private final EngineOptions engine;
    private final Listener listener;
    private final BooleanSupplier cancelled;
    private volatile @Nullable TargetAgent writing;
    private volatile @Nullable Directive directive;

    /// What the person in front of the machine is told; called by any thread.
    public interface Listener extends Consumer<RestoreProgress> {
        /// What the machine does now, when that is something else than before.
        void says(String sentence);

        /// The machine is to show itself to whoever stands in the room.
        default void calls(String sentence) {
            says(sentence);
        }
    }

    /// @param name of this machine, for a person
    public RoomAgent(
            ControlAddress workstation,
            MachineCredentials credentials,
            String name,
            Survey survey,
            EngineOptions engine,
            Listener listener,
            BooleanSupplier cancelled) {
        this.workstation = workstation;
        this.credentials = credentials;
        this.name = name;
        this.survey = survey;
        this.engine = engine;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /// From the first word to the proof.
    ///
    /// @throws RefusedException when the run goes on without this machine, which is untouched
    /// @throws IOException in one sentence, when the restore failed
    /// @throws CancellationException when cancelled
    public Proof run() throws IOException {
        var identity = MachineIdentity.of(name, survey.inventory());
        while (true) {
            var door = new Door(workstation, credentials, identity, listener, this::pause);
            try (var client = door.enter(cancelled)) {
                client.onDirective(this::directed);
                return attend(client, identity.id());
            } catch (Door.ClosedException closed) {
                listener.says(String.valueOf(closed.getMessage()));
                credentials.forget();
                pause();
            }
        }
    }

    private Proof attend(RoomClient client, String id) throws IOException {
        while (!cancelled.getAsBoolean()) {
            var answer = hello(client, id);
            switch (answer.step()) {
                case WAIT -> {
                    listener.says(answer.sentence());
                    pause();
                    if (power().isPresent()) {
                        throw new RefusedException("ends, as the technician says");
                    }
                }
                case WRITE -> {
                    listener.says(answer.sentence());
                    directive = null;
                    var proof = write(client, id, answer);
                    if (proof.isPresent()) {
                        return proof.get();
                    }
                }
                case LEAVE -> throw new RefusedException(answer.sentence());
            }
        }
        throw new CancellationException("cancelled");
    }

    /// Never in the middle of writing, and never where it was not allowed at this machine.
    private void directed(Directive said) {
        var agent = writing;
        var what = "the workstation says '%s': ".formatted(said.order().words());
        if (!said.order().tool().isEmpty() && !survey.power()) {
            listener.says(what + "this agent was not started with --may-power");
        } else if (agent != null && !agent.ended()) {
            listener.says(what + "not while the disk is written");
        } else {
            listener.says(what + said.sentence());
            directive = said;
            if (agent != null) {
                agent.dismiss();
            }
        }
    }

    /// What is to become of the machine now that the agent has ended, if anything.
    public Optional<Directive.Order> power() {
        return Optional.ofNullable(directive)
                .map(Directive::order)
                .filter(kind -> !kind.tool().isEmpty());
    }

    /// Starts the system's own program for it, which ends the machine.
    ///
    /// @throws IOException in a sentence, when it cannot
    public static void switchPower(Directive.Order kind) throws IOException {
        var log = new StepLog(POWER_SECONDS);
        try {
            log.run(kind.tool());
        } catch (IOException failure) {
            throw new IOException(
                    "This machine stays on: %s. %s".formatted(failure.getMessage(), log), failure);
        }
    }

    /// A workstation that does not answer may be started later, or again; a disk may be plugged or
    /// pulled while we look.
    private HelloAnswer hello(RoomClient client, String id) throws IOException {
        try {
            return client.hello(new Hello(id, name, survey.inventory()));
        } catch (RefusedException notEnrolled) {
            throw new Door.ClosedException(notEnrolled);
        } catch (IOException silent) {
            var sentence = String.valueOf(silent.getMessage());
            return HelloAnswer.await(sentence);
        }
    }

    private String site() throws IOException {
        return Site.towards(new InetSocketAddress(workstation.host(), workstation.port()));
    }

    /// @return empty when it failed and is to try again
    private Optional<Proof> write(RoomClient client, String id, HelloAnswer answer)
            throws IOException {
        var disk = Objects.requireNonNull(answer.disk());
        var key = answer.key();
        var release = new Release(disk);
        var placed = engine.site().isEmpty() ? engine.at(site()) : engine;
        var options = key.isEmpty() ? placed : placed.closedTo(SwarmKey.parse(key));
        var job =
                new TargetAgent.Job(
                        id,
                        name,
                        "",
                        options,
                        true,
                        () -> release.check(survey.look()),
                        answer.manifest(),
                        answer.assignment());
        var agent = new TargetAgent(client, Path.of(disk.path()), job, listener, cancelled);
        writing = agent;
        try {
            return Optional.of(agent.run());
        } catch (IOException failure) {
            var said = directive;
            if (said == null || said.order() != Directive.Order.RETRY) {
                throw failure;
            }
            listener.says(failure.getMessage() + " It tries again.");
            return Optional.empty();
        } finally {
            writing = null;
        }
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
}
