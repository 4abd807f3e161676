package sower.practice;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import sower.control.ControlAddress;
import sower.control.RoomServer;
import sower.deploy.Deployment;
import sower.deploy.DiskRule;
import sower.deploy.Rehearsal;
import sower.deploy.Rehearsal.Late;
import sower.disk.Disk;
import sower.disk.LocalDisks;
import sower.enrol.EnrolledMachines;
import sower.enrol.Gate;
import sower.enrol.MachineCredentials;
import sower.enrol.RunId;
import sower.enrol.SiteAuthority;
import sower.enrol.Ticket;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.restore.RestoreProgress;
import sower.swarm.EngineOptions;
import sower.swarm.SwarmKey;
import sower.target.RoomAgent;
import sower.target.Survey;

/// A room of machines on loopback, and a master disk to fill them from.
public final class PracticeRoom implements AutoCloseable {
    private static final Logger LOG = System.getLogger(PracticeRoom.class.getName());
    private static final long SEED = 20_260_101; // the same disk every time
    private static final long MACHINE_MEMORY = 24L << 20;
    private static final long WORKSTATION_MEMORY = 96L << 20;

    private final Path folder;
    private final Path master;
    private final List<Path> targets;
    private final List<Thread> agents = new ArrayList<>(); // guarded by this
    private final List<AutoCloseable> running = new ArrayList<>(); // guarded by this
    private volatile boolean closed;

    private PracticeRoom(Path folder, Path master, List<Path> targets) {
        this.folder = folder;
        this.master = master;
        this.targets = List.copyOf(targets);
    }

    /// Makes the disks; takes a second or two.
    ///
    /// @param folder is made if it is not there; holds `machines` + 1 disks and a library
    /// @param diskLength bytes of every disk, at least 64 MiB
    public static PracticeRoom open(Path folder, int machines, long diskLength) throws IOException {
        Files.createDirectories(folder);
        var master = folder.resolve("practice-master.img");
        Files.deleteIfExists(master);
        new SampleDisk(new Random(SEED)).make(master, diskLength);
        var targets = new ArrayList<Path>();
        for (int i = 1; i <= machines; i++) {
            var target = folder.resolve("practice-%02d.img".formatted(i));
            Files.deleteIfExists(target);
            try (var raw = new RandomAccessFile(target.toFile(), "rw")) {
                raw.setLength(diskLength);
            }
            targets.add(target);
        }
        return new PracticeRoom(folder, master, targets);
    }

    /// The disk to capture.
    public Disk master() throws IOException {
        return LocalDisks.of().at(master);
    }

    /// Where captures of the practice go.
    public ImageLibrary library() {
        return new ImageLibrary(folder.resolve("library"));
    }

    /// The machines' disks.
    public List<Path> targets() {
        return targets;
    }

    /// Seeds an image and switches all machines on. Ends by itself when all have their proof; the
    /// deployment goes on seeding until the room is closed.
    public synchronized Deployment deploy(Image image) throws IOException {
        stop();
        closed = false;
        var loopback = InetAddress.getLoopbackAddress();
        var run = RunId.next(InstantSource.system().instant(), new Random());
        var key = SwarmKey.parse(SiteAuthority.of(library().root()).swarmKey(run));
        var options =
                EngineOptions.workstation(loopback, 0).withMemory(WORKSTATION_MEMORY).closedTo(key);
        var deployment = Deployment.start(image, options, InstantSource.system());
        running.add(deployment);
        var room = open(deployment, run, loopback);
        running.add(room);
        var address = ControlAddress.parse(room.address());
        var ticket = SiteAuthority.of(library().root()).ticket(run);
        for (int i = 0; i < targets.size(); i++) {
            int machine = i;
            agents.add(
                    Thread.ofPlatform()
                            .name("practice-" + (i + 1))
                            .daemon()
                            .start(() -> run(address, ticket, machine)));
        }
        return deployment;
    }

    /// A run as in a real room, but that nobody need look at the disks before they are written.
    private RoomServer open(Deployment deployment, RunId run, InetAddress loopback)
            throws IOException {
        var clock = InstantSource.system();
        var rehearsal = new Rehearsal(deployment, new DiskRule.Only(), Late.JOIN, clock);
        rehearsal.admitEverybody();
        var gate =
                new Gate(
                        SiteAuthority.of(library().root()),
                        EnrolledMachines.of(library()),
                        run,
                        clock,
                        refused -> LOG.log(Level.WARNING, refused));
        return RoomServer.open(gate, rehearsal, deployment, loopback, loopback, 0);
    }

    private void run(ControlAddress workstation, Ticket ticket, int machine) {
        var options =
                EngineOptions.target(InetAddress.getLoopbackAddress(), 0)
                        .withMemory(MACHINE_MEMORY);
        var name = "Practice %02d".formatted(machine + 1);
        var survey = new Survey(LocalDisks.of(), false, List.of(targets.get(machine)));
        var credentials = MachineCredentials.inMemory(Optional.of(ticket));
        try {
            new RoomAgent(
                            workstation,
                            credentials,
                            name,
                            survey,
                            options,
                            new Nobody(),
                            () -> closed)
                    .run();
        } catch (IOException | CancellationException e) {
            LOG.log(Level.INFO, "{0}: {1}", name, e.getMessage()); // its report says it as well
        }
    }

    /// No person stands in front of a practice machine.
    private static final class Nobody implements RoomAgent.Listener {
        @Override
        public void says(String sentence) {
            LOG.log(Level.DEBUG, sentence);
        }

        @Override
        public void accept(RestoreProgress progress) {}
    }

    private synchronized void stop() throws IOException {
        closed = true;
        try {
            for (var agent : agents) {
                agent.join();
            }
            for (var part : running.reversed()) {
                part.close();
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        agents.clear();
        running.clear();
    }

    /// Switches all machines off and removes the disks; images stay in the library.
    @Override
    public void close() throws IOException {
        stop();
        for (var target : targets) {
            Files.deleteIfExists(target);
        }
        Files.deleteIfExists(master);
    }
}
