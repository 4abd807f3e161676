package sower.desktop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import sower.deploy.Assignment;
import sower.deploy.Deployment;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.Directives;
import sower.deploy.MachineSnapshot;
import sower.deploy.Rehearsal;
import sower.deploy.RehearsalRow;
import sower.desktop.rehearsal.LateComers;
import sower.desktop.rehearsal.RoomNews;
import sower.desktop.rehearsal.RoomOrder;
import sower.enrol.EnrolledMachine;
import sower.enrol.EnrolledMachines;
import sower.enrol.RunId;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.run.Run;
import sower.run.RunOrder;

/// A deployment and, where it was rehearsed, its [Run]. What takes time here (opening, [#farewell],
/// closing) happens off the view's thread.
final class Seeding implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Seeding.class.getName());
    private static final long NEWCOMER_MILLIS = 20_000; // it asks every few seconds
    private static final int FAREWELL_POLLS = 50;
    private static final long POLL_MILLIS = 100;

    private final Deployment deployment;
    private final Optional<Room> room;

    /// What a rehearsal has besides its deployment.
    private record Room(Run run, LateComers lateComers) {
        Rehearsal rehearsal() {
            return run.rehearsal();
        }

        Directives directives() {
            return rehearsal().directives();
        }
    }

    private volatile long releasedMillis = -1; // since the deployment began

    private volatile boolean told; // that the list of machines cannot be read

    private Seeding(Deployment deployment, Optional<Room> room) {
        this.deployment = deployment;
        this.room = room;
    }

    /// Opens a room for `image`: machines may come and show what they are; nothing is handed out
    /// before [#release].
    static Seeding rehearse(ImageLibrary library, Image image, RoomOrder order) throws IOException {
        var id = RunId.next(InstantSource.system().instant(), new SecureRandom());
        // who joins late is decided here, because only some may have been released
        var run =
                Run.begin(
                        library,
                        image,
                        id,
                        new RunOrder(
                                order.rule(),
                                Rehearsal.Late.WAIT,
                                order.listen(),
                                0,
                                Assignment.PLAIN,
                                order.roster()),
                        _ -> {});
        run.deployment().machines().keepFailed(true); // until the person leaves the room
        return new Seeding(
                run.deployment(), Optional.of(new Room(run, new LateComers(order.late()))));
    }

    /// One that the practice room started; the room itself ends what belongs to it.
    static Seeding ofPractice(Deployment deployment) {
        return new Seeding(deployment, Optional.empty());
    }

    /// Under which the run is recorded; empty in the practice room.
    Optional<String> run() {
        return room.map(open -> open.run().id().text());
    }

    /// What a technician types on each machine.
    String technicianLine() {
        return room.map(open -> "sudo " + open.run().invitation()).orElse("");
    }

    /// At which machines say hello; none where there was no rehearsal.
    OptionalInt port() {
        return room.map(open -> OptionalInt.of(open.run().port())).orElse(OptionalInt.empty());
    }

    /// Calls `listener` about once a second, on the deployment's own thread.
    void listen(Consumer<RoomNews> listener) {
        deployment.listen(snapshot -> listener.accept(news(snapshot)));
    }

    /// The room without waiting for the next second.
    RoomNews now() {
        return news(deployment.snapshot());
    }

    private RoomNews news(DeploymentSnapshot snapshot) {
        if (room.isEmpty()) {
            return new RoomNews(snapshot, List.of(), List.of(), List.of());
        }
        var rehearsal = room.get().rehearsal();
        var joining = room.get().lateComers().joining(rehearsal.snapshot());
        if (!joining.isEmpty()) {
            rehearsal.release(joining);
        }
        return new RoomNews(
                sinceRelease(snapshot),
                rehearsal.snapshot(),
                newcomers(room.get().run().machines()),
                rehearsal.missing());
    }

    private List<EnrolledMachine> newcomers(EnrolledMachines machines) {
        long since = InstantSource.system().millis() - NEWCOMER_MILLIS;
        try {
            return machines.list().stream()
                    .filter(machine -> machine.state() == EnrolledMachine.State.WAITING)
                    .filter(machine -> machine.seenMillis() > since)
                    .toList();
        } catch (IOException unread) {
            if (!told) { // not once a second
                told = true;
                LOG.log(System.Logger.Level.WARNING, "machines that wait", unread);
            }
            return List.of();
        }
    }

    /// Lets a machine in whose code was compared; it takes part when it asks next.
    EnrolledMachine letIn(EnrolledMachine machine) throws IOException {
        return room.orElseThrow()
                .run()
                .machines()
                .approve(machine.code(), InstantSource.system().millis());
    }

    /// A run begins with its release, however long the room was looked at.
    private DeploymentSnapshot sinceRelease(DeploymentSnapshot room) {
        return new DeploymentSnapshot(
                room.image(),
                Math.max(0, room.millis() - Math.max(0, releasedMillis)),
                room.bytesPerMachine(),
                room.seedRate(),
                room.exchangeRate(),
                room.seedBytes(),
                room.etaSeconds(),
                room.address(),
                room.machines(),
                room.trouble());
    }

    /// Lets those of `shown` write whose plan is still the one that was shown.
    ///
    /// @return those that may
    List<RehearsalRow> release(List<RehearsalRow> shown) {
        var open = room.orElseThrow();
        var all = open.rehearsal().snapshot();
        var released = open.rehearsal().release(shown);
        if (!released.isEmpty()) {
            open.lateComers().released(all);
            if (releasedMillis < 0) {
                releasedMillis = deployment.snapshot().millis();
            }
        }
        return released;
    }

    /// Has a machine that writes receive and send nothing for now, or go on.
    void pause(MachineSnapshot machine, boolean now) {
        row(machine).ifPresent(row -> room.orElseThrow().directives().pause(row.id(), now));
    }

    /// The same for all that were released.
    void pauseAll(boolean now) {
        room.orElseThrow().run().orders().pauseAll(now);
    }

    /// Has a machine stop; its disk is not usable then.
    void stop(MachineSnapshot machine) {
        row(machine).ifPresent(row -> room.orElseThrow().directives().stop(row.id()));
    }

    /// Has a machine show itself to whoever stands in the room.
    void call(MachineSnapshot machine) {
        row(machine).ifPresent(row -> room.orElseThrow().run().orders().call(row));
    }

    /// Has machines that have failed say hello again; they write nothing before another [#release].
    void retry(List<MachineSnapshot> failed) {
        var rows = failed.stream().flatMap(machine -> row(machine).stream()).toList();
        room.orElseThrow().run().orders().retry(rows);
    }

    private Optional<RehearsalRow> row(MachineSnapshot machine) {
        return room.stream()
                .flatMap(open -> open.rehearsal().snapshot().stream())
                .filter(row -> row.id().equals(machine.id()))
                .findFirst();
    }

    /// Tells every machine that waits that the run is over without it, as far as it can be reached.
    ///
    /// @param sentence for the person in front of it
    void farewell(String sentence) throws IOException {
        if (room.isEmpty()) {
            return;
        }
        var rehearsal = room.get().rehearsal();
        deployment.machines().keepFailed(false);
        rehearsal.end(sentence);
        try {
            for (int i = 0; i < FAREWELL_POLLS && !rehearsal.outcome().dismissed(); i++) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("farewell").initCause(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (room.isPresent()) {
            try (var run = room.get().run()) {
                run.end();
            }
        } else {
            deployment.close();
        }
    }
}
