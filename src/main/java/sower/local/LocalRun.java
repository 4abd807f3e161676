package sower.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import sower.deploy.Assignment;
import sower.deploy.Deployment;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.InventoryDisk;
import sower.deploy.Told;
import sower.disk.LocalDisks;
import sower.disk.RefusedException;
import sower.disk.WriteAccess;
import sower.image.Image;
import sower.swarm.EngineOptions;
import sower.swarm.SwarmKey;
import sower.target.Survey;
import sower.target.TargetAgent;

/// Disks of this computer that are being overwritten with an image, each to its own end. In the
/// snapshots a disk is a machine: its id is [#id], its name the disk's path.
public final class LocalRun implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LocalRun.class.getName());
    private static final long SEED_MEMORY = 96L << 20;
    private static final long DISK_MEMORY = 32L << 20;

    private final Deployment deployment;
    private final LocalRecord record;
    private final WriteAccess access;
    private final EngineOptions options;
    private final String fingerprint;
    private final List<Thread> disks = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();

    private LocalRun(
            Deployment deployment,
            LocalRecord record,
            WriteAccess access,
            SwarmKey key,
            String fingerprint) {
        this.deployment = deployment;
        this.record = record;
        this.access = access;
        this.fingerprint = fingerprint;
        this.options =
                EngineOptions.target(InetAddress.getLoopbackAddress(), 0)
                        .withMemory(DISK_MEMORY)
                        .closedTo(key);
    }

    /// Gets the right to write these disks and begins; waits for the password where there must be
    /// one, so never on the window's thread.
    ///
    /// @param library the folder in which what becomes of it is kept
    /// @param released as they were shown to the person who released them
    /// @throws IOException in one sentence, nothing written then
    public static LocalRun start(Path library, Image image, List<LocalTarget> released)
            throws IOException {
        var access = WriteAccess.to(released.stream().map(LocalTarget::identity).toList());
        try {
            var key = SwarmKey.random();
            var fingerprint = image.fingerprint();
            var seed =
                    EngineOptions.workstation(InetAddress.getLoopbackAddress(), 0)
                            .withMemory(SEED_MEMORY)
                            .closedTo(key);
            var deployment = Deployment.start(image, seed, InstantSource.system());
            var record = record(library, image, released, deployment);
            var run = new LocalRun(deployment, record, access, key, fingerprint);
            released.forEach(disk -> run.begin(image, disk));
            return run;
        } catch (IOException | RuntimeException failure) {
            access.close();
            throw failure;
        }
    }

    private static LocalRecord record(
            Path library, Image image, List<LocalTarget> released, Deployment deployment)
            throws IOException {
        try {
            return LocalRecord.begin(library, image, released, InstantSource.system());
        } catch (IOException | RuntimeException e) {
            try (deployment) {
                throw e;
            }
        }
    }

    /// Under which name its record is found.
    public String name() {
        return record.run();
    }

    /// Which of the snapshots' machines a disk is.
    public static String id(LocalTarget disk) {
        return disk.identity().toString();
    }

    private void begin(Image image, LocalTarget target) {
        ids.add(id(target));
        disks.add(
                Thread.ofPlatform()
                        .name("write-" + target.disk().path())
                        .daemon()
                        .start(() -> write(image, target)));
    }

    private void write(Image image, LocalTarget target) {
        var path = target.disk().path();
        var id = id(target);
        var job =
                new TargetAgent.Job(
                        id,
                        path,
                        "",
                        options,
                        /* stay= */ false,
                        () -> checkSame(target.disk()),
                        fingerprint,
                        Assignment.PLAIN);
        var agent =
                new TargetAgent(
                        new ThisComputer(image, deployment.machines(), record),
                        Path.of(path),
                        job,
                        disk -> access.claim(target.identity()),
                        progress -> {},
                        () -> stopped.contains(id));
        try {
            agent.run();
            LOG.log(Level.INFO, "{0} is written, and read back", path);
        } catch (IOException | CancellationException end) {
            LOG.log(Level.INFO, "{0}: {1}", path, end.getMessage()); // its report says it as well
        }
    }

    /// What is lost must be what the person has read.
    private static void checkSame(InventoryDisk shown) throws IOException {
        var here = new Survey(LocalDisks.of(), true, List.of(Path.of(shown.path()))).inventory();
        if (!here.disks().equals(List.of(shown))) {
            throw new RefusedException(Told.OTHER_CONTENTS.words(shown.path()));
        }
    }

    /// Calls `listener` about once a second, on a thread of the run's, until it is closed.
    public void listen(Consumer<DeploymentSnapshot> listener) {
        deployment.listen(listener);
    }

    /// How all disks are, now.
    public DeploymentSnapshot snapshot() {
        return deployment.snapshot();
    }

    /// Writes no more to a disk, which has no partition table then.
    ///
    /// @param id of its snapshot
    public void stop(String id) {
        stopped.add(id);
    }

    /// Writes no more to any disk.
    public void stopAll() {
        stopped.addAll(ids);
    }

    /// Whether no disk is written any more.
    public boolean over() {
        return disks.stream().noneMatch(Thread::isAlive);
    }

    /// Waits for the end of every disk, gives the right to write back, ends the seeding, and closes
    /// the record.
    @Override
    public void close() throws IOException {
        try (record;
                access;
                deployment) {
            for (var disk : disks) {
                disk.join();
            }
            record.end(deployment.snapshot().trouble());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
