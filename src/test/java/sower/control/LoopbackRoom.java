package sower.control;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.MasterDisk;
import sower.deploy.Deployment;
import sower.deploy.DiskRule;
import sower.deploy.Rehearsal;
import sower.deploy.Rehearsal.Late;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.enrol.EnrolledMachines;
import sower.enrol.Gate;
import sower.enrol.RunId;
import sower.enrol.SiteAuthority;
import sower.enrol.Ticket;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.swarm.EngineOptions;
import sower.swarm.SwarmKey;

/// A workstation on loopback with a small image, its rehearsal and its control port.
public record LoopbackRoom(
        ImageLibrary library,
        RunId run,
        Deployment deployment,
        Rehearsal rehearsal,
        EnrolledMachines machines,
        Queue<String> refused,
        RoomServer server)
        implements AutoCloseable {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    /// @param folder gets `master.img` and `library`
    public static LoopbackRoom open(Path folder) throws IOException {
        return open(new ImageLibrary(folder.resolve("library")), captured(folder), 0);
    }

    /// A second workstation with the same image.
    ///
    /// @param library for its keys
    public static LoopbackRoom open(ImageLibrary library, Image image, int port)
            throws IOException {
        var clock = InstantSource.system();
        var run = RunId.next(Instant.now(), new Random());
        var machines = EnrolledMachines.of(library);
        var refused = new ConcurrentLinkedQueue<String>();
        var authority = SiteAuthority.of(library.root());
        var key = SwarmKey.parse(authority.swarmKey(run));
        var options = EngineOptions.workstation(HERE, 0).closedTo(key);
        var deployment = Deployment.start(image, options, clock);
        deployment.listenForStrangers(refused::add);
        var rehearsal = new Rehearsal(deployment, new DiskRule.Only(), Late.WAIT, clock);
        var gate = new Gate(authority, machines, run, clock, refused::add);
        var server = RoomServer.open(gate, rehearsal, deployment, HERE, HERE, port);
        return new LoopbackRoom(library, run, deployment, rehearsal, machines, refused, server);
    }

    /// Captures the sample disk, once more if it was captured before.
    public static Image captured(Path folder) throws IOException {
        return captured(folder, Capture.Options.of(false));
    }

    /// The same in another way.
    public static Image captured(Path folder, Capture.Options options) throws IOException {
        var master = MasterDisk.make(folder.resolve("master.img"));
        CapturePlan plan;
        try (var source = BlockDevice.openSource(master)) {
            plan = CapturePlan.of(LocalDisks.of().at(master), source);
        }
        var library = new ImageLibrary(folder.resolve("library"));
        return new Capture(plan, library, "lab", "", options).run(progress -> {}, () -> false);
    }

    /// Where machines find it.
    public ControlAddress address() {
        return ControlAddress.parse(server.address());
    }

    /// What lets machines in.
    public Ticket ticket() throws IOException {
        return SiteAuthority.of(library.root()).ticket(run);
    }

    /// What was refused, in sentences.
    public List<String> refusals() {
        return List.copyOf(refused);
    }

    @Override
    public void close() throws IOException {
        server.close();
        deployment.close();
    }
}
