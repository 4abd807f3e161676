package sower.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import sower.control.RoomServer;
import sower.deploy.Deployment;
import sower.deploy.DiskRule;
import sower.deploy.Rehearsal;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RunEvent;
import sower.enrol.EnrolledMachines;
import sower.enrol.Gate;
import sower.enrol.RunId;
import sower.enrol.SiteAuthority;
import sower.enrol.Ticket;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.record.RunExport;
import sower.record.RunLog;
import sower.record.RunRecord;
import sower.swarm.EngineOptions;
import sower.swarm.Site;
import sower.swarm.SwarmKey;

/// A run: its deployment, its rehearsal, the port that machines come to, and the record of it all.
public final class Run implements AutoCloseable {
    private final ImageLibrary library;
    private final RunId id;
    private final Deployment deployment;
    private final RunLog log;
    private final Rehearsal rehearsal;
    private final EnrolledMachines machines;
    private final RoomServer room;
    private final Ticket ticket;
    private final Orders orders;
    private final PostedOrders posted;

    /// What the log says of the beginning decides all.
    private Run(
            ImageLibrary library,
            SiteAuthority authority,
            Deployment deployment,
            RunLog log,
            Consumer<String> turnedAway)
            throws IOException {
        var began = RunLog.began(log.before());
        var clock = InstantSource.system();
        this.library = library;
        this.id = new RunId(began.run());
        this.deployment = deployment;
        this.log = log;
        this.machines = EnrolledMachines.of(library);
        this.rehearsal =
                new Rehearsal(
                        deployment,
                        DiskRule.parse(began.rule()),
                        began.late() ? Late.JOIN : Late.WAIT,
                        clock,
                        log,
                        began.assignment());
        if (began.roster() != null) {
            rehearsal.only(began.roster());
        }
        rehearsal.recall(log.before());
        Consumer<String> refused =
                sentence -> {
                    log.record(new RunEvent.Refused(clock.millis(), sentence));
                    turnedAway.accept(sentence);
                };
        deployment.listenForStrangers(refused);
        var gate = new Gate(authority, machines, id, clock, refused);
        var listen = address(began);
        var here = listen.getAddress();
        this.ticket = authority.ticket(id);
        this.posted = PostedOrders.open(library.root(), id);
        try {
            this.room = RoomServer.open(gate, rehearsal, deployment, here, here, listen.getPort());
        } catch (IOException | RuntimeException e) {
            posted.close();
            throw e;
        }
        this.orders = new Orders(rehearsal, room, machines);
        deployment.listen(_ -> posted.carryOut(orders));
        deployment.listen(new Measurements(log, clock));
    }

    /// Begins a run; nothing is handed out before its rehearsal is released.
    ///
    /// @param turnedAway told a sentence about everybody who is, by any thread
    /// @throws IOException in one sentence, when image, library or ports cannot be used
    public static Run begin(
            ImageLibrary library,
            Image image,
            RunId id,
            RunOrder order,
            Consumer<String> turnedAway)
            throws IOException {
        var authority = SiteAuthority.of(library.root());
        var here = order.listen().getAddress();
        var deployment = deployment(image, authority, id, here, order.peerPort());
        RunLog log;
        try {
            var began =
                    RunEvent.Began.of(
                            InstantSource.system().millis(),
                            id.text(),
                            image,
                            order.rule(),
                            order.late() == Late.JOIN,
                            order.listen(),
                            deployment.port(),
                            order.assignment(),
                            order.roster());
            log = RunLog.begin(library.root(), began);
        } catch (IOException | RuntimeException e) {
            deployment.close();
            throw e;
        }
        return open(library, authority, deployment, log, turnedAway);
    }

    /// Goes on with a run whose workstation ended in the middle, where its machines look for it.
    ///
    /// @throws IOException in one sentence; also when it has ended, or its image is not the same
    public static Run resume(ImageLibrary library, RunId id, Consumer<String> turnedAway)
            throws IOException {
        var authority = SiteAuthority.of(library.root());
        var log = RunLog.resume(library.root(), id.text());
        Deployment deployment;
        try {
            var began = RunLog.began(log.before());
            if (began.here()) {
                throw new IOException(
                        "Run %s overwrote disks of this computer and does not go on by itself; write the image to them again."
                                .formatted(id));
            }
            var image = image(library, began);
            log.record(new RunEvent.Resumed(InstantSource.system().millis()));
            var here = address(began).getAddress();
            deployment = deployment(image, authority, id, here, began.peerPort());
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
        return open(library, authority, deployment, log, turnedAway);
    }

    private static Deployment deployment(
            Image image, SiteAuthority authority, RunId id, InetAddress here, int peerPort)
            throws IOException {
        var key = SwarmKey.parse(authority.swarmKey(id));
        var options = EngineOptions.workstation(here, peerPort).closedTo(key).at(Site.of(here));
        return Deployment.start(image, options, InstantSource.system());
    }

    private static Run open(
            ImageLibrary library,
            SiteAuthority authority,
            Deployment deployment,
            RunLog log,
            Consumer<String> turnedAway)
            throws IOException {
        try {
            return new Run(library, authority, deployment, log, turnedAway);
        } catch (IOException | RuntimeException e) {
            try (log;
                    deployment) {
                throw e;
            }
        }
    }

    private static Image image(ImageLibrary library, RunEvent.Began began) throws IOException {
        var image = library.open(began.image());
        if (!image.fingerprint().equals(began.manifest())) {
            throw new IOException(
                    "%s is another image than the one that run %s began with."
                            .formatted(began.image(), began.run()));
        }
        return image;
    }

    private static InetSocketAddress address(RunEvent.Began began) {
        var parts = began.address().split(" ");
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }

    public RunId id() {
        return id;
    }

    public Image image() {
        return deployment.image();
    }

    public Deployment deployment() {
        return deployment;
    }

    public Rehearsal rehearsal() {
        return rehearsal;
    }

    /// Who is enrolled at this site, or waits to be.
    public EnrolledMachines machines() {
        return machines;
    }

    /// The port that machines come to.
    public RoomServer room() {
        return room;
    }

    /// What may be wanted of it besides the release, here or in another program.
    public Orders orders() {
        return orders;
    }

    /// What lets a machine into this run without asking.
    public Ticket ticket() {
        return ticket;
    }

    /// At which machines come to this workstation.
    public int port() {
        return room.port();
    }

    /// What a technician types on each machine, without `sudo`.
    public String invitation() {
        return room.invitation(ticket);
    }

    /// The run is over: what became of it is written down, and beside its log for other programs.
    ///
    /// @return the files beside
    public List<Path> end() throws IOException {
        var trouble = deployment.snapshot().trouble();
        long now = InstantSource.system().millis();
        log.record(new RunEvent.Ended(now, rehearsal.outcome().allProved(), trouble));
        return new RunExport(RunRecord.of(library.root(), id.text())).write(library.root());
    }

    /// Without [#end] it can be resumed.
    @Override
    public void close() throws IOException {
        try (log;
                posted;
                deployment;
                room) {
            // the last of them first, whatever fails
        }
    }
}
