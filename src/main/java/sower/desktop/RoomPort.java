package sower.desktop;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import sower.control.RoomServer;
import sower.deploy.Deployment;
import sower.deploy.Rehearsal;
import sower.deploy.RunEvent;
import sower.desktop.rehearsal.RoomOrder;
import sower.enrol.EnrolledMachines;
import sower.enrol.Gate;
import sower.enrol.RunId;
import sower.enrol.SiteAuthority;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.record.RunExport;
import sower.record.RunLog;
import sower.record.RunRecord;
import sower.swarm.EngineOptions;
import sower.swarm.SwarmKey;

/// A room's deployment, its rehearsal, the port that machines come to and the record of it all:
/// what `sower deploy` opens, so that a run begun in the window is found by `sower run` and taken
/// up by `sower deploy --resume`.
record RoomPort(
        ImageLibrary library,
        Deployment deployment,
        Rehearsal rehearsal,
        RoomServer server,
        RunLog log,
        String ticket)
        implements AutoCloseable {

    /// @throws IOException in one sentence, when image, library or port cannot be used
    static RoomPort open(ImageLibrary library, Image image, RoomOrder order) throws IOException {
        var clock = InstantSource.system();
        var run = RunId.next(clock.instant(), new SecureRandom());
        var authority = SiteAuthority.of(library.root());
        var options =
                EngineOptions.workstation(order.listen().getAddress(), 0)
                        .closedTo(SwarmKey.parse(authority.swarmKey(run)));
        var deployment = Deployment.start(image, options, clock);
        try {
            return open(library, deployment, order, run, authority);
        } catch (IOException | RuntimeException e) {
            deployment.close();
            throw e;
        }
    }

    private static RoomPort open(
            ImageLibrary library,
            Deployment deployment,
            RoomOrder order,
            RunId run,
            SiteAuthority authority)
            throws IOException {
        var clock = InstantSource.system();
        var listen = order.listen();
        var began =
                RunEvent.Began.of(
                        clock.millis(),
                        run.text(),
                        deployment.image(),
                        order.rule(),
                        order.late() == Rehearsal.Late.JOIN,
                        listen,
                        deployment.port());
        var log = RunLog.begin(library.root(), began);
        try {
            // who joins late is decided by the window, because only some may have been released
            var rehearsal =
                    new Rehearsal(deployment, order.rule(), Rehearsal.Late.WAIT, clock, log);
            deployment.listenForStrangers(sentence -> refused(log, sentence));
            var machines = EnrolledMachines.of(library);
            var gate =
                    new Gate(authority, machines, run, clock, sentence -> refused(log, sentence));
            var here = listen.getAddress();
            var server = RoomServer.open(gate, rehearsal, deployment, here, here, listen.getPort());
            var ticket = authority.ticket(run).toString();
            return new RoomPort(library, deployment, rehearsal, server, log, ticket);
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private static void refused(RunLog log, String sentence) {
        log.record(new RunEvent.Refused(InstantSource.system().millis(), sentence));
    }

    /// What a technician types on each machine.
    String technicianLine() {
        return "sudo sower target --workstation %s --ticket %s".formatted(server.address(), ticket);
    }

    /// The run is over: what became of it is written beside its log.
    private void record() throws IOException {
        var trouble = deployment.snapshot().trouble();
        long now = InstantSource.system().millis();
        log.record(new RunEvent.Ended(now, rehearsal.allProved(), trouble));
        var run = RunLog.began(log.before()).run();
        new RunExport(RunRecord.of(library.root(), run)).write(library.root());
    }

    @Override
    public void close() throws IOException {
        try (log;
                deployment;
                server) {
            record();
        }
    }
}
