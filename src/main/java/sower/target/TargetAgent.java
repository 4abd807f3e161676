package sower.target;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sower.control.Workstation;
import sower.deploy.Assignment;
import sower.deploy.Phase;
import sower.deploy.StepOutcome;
import sower.deploy.Told;
import sower.disk.BlockDevice;
import sower.disk.RefusedException;
import sower.image.Manifest;
import sower.metainfo.Metainfo;
import sower.restore.Proof;
import sower.restore.Restore;
import sower.restore.RestorePlan;
import sower.restore.RestoreProgress;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;
import sower.swarm.Torrent;

/// Restores what a workstation seeds onto one disk of this machine.
public final class TargetAgent {
    private static final Logger LOG = System.getLogger(TargetAgent.class.getName());

    private final Workstation workstation;
    private final Path disk;
    private final Job job;
    private final Claim claim;
    private final Consumer<RestoreProgress> progress;
    private final BooleanSupplier cancelled;
    private List<Torrent> torrents = List.of();
    private @Nullable Restore restoring;
    private volatile boolean ended;
    private volatile boolean dismissed;

    /// The last question before the first byte.
    public interface LastCheck {
        /// Asked while the disk is claimed, so that nobody else can begin to use it any more.
        ///
        /// @throws RefusedException when the disk is not to be written after all
        void check() throws IOException;
    }

    /// How the disk is opened for writing, with nobody else using it.
    public interface Claim {
        /// @throws RefusedException when it may not be written
        BlockDevice of(Path disk) throws IOException;
    }

    /// What is asked for.
    ///
    /// @param id under which the workstation knows this machine; empty for name and disk
    /// @param name of this machine, for a person
    /// @param volume name of the one volume to restore onto `disk`; empty for the whole image
    /// @param stay whether to serve others, when done, until the workstation needs it no more; in a
    ///   room also to wait, when it failed, for the technician
    /// @param manifest SHA-256 of the manifest that was released, hex; empty where nothing was
    /// @param assignment what is wanted besides the image
    public record Job(
            String id,
            String name,
            String volume,
            EngineOptions engine,
            boolean stay,
            LastCheck lastCheck,
            String manifest,
            Assignment assignment) {
        /// A disk that somebody named at this machine.
        public Job(String name, String volume, EngineOptions engine, boolean stay) {
            this("", name, volume, engine, stay, () -> {}, "", Assignment.PLAIN);
        }
    }

    /// @param disk the device, partition or file to be written
    /// @param progress told a few times a second, by any thread
    public TargetAgent(
            Workstation workstation,
            Path disk,
            Job job,
            Consumer<RestoreProgress> progress,
            BooleanSupplier cancelled) {
        this(workstation, disk, job, BlockDevice::claimTarget, progress, cancelled);
    }

    /// The same for a disk that is claimed in another way.
    public TargetAgent(
            Workstation workstation,
            Path disk,
            Job job,
            Claim claim,
            Consumer<RestoreProgress> progress,
            BooleanSupplier cancelled) {
        this.workstation = workstation;
        this.disk = disk;
        this.job = job;
        this.claim = claim;
        this.progress = progress;
        this.cancelled = cancelled;
    }

    /// From the first question to the proof. The disk is claimed before it is checked.
    ///
    /// @throws RefusedException when the disk may not be written, or is too small; it is untouched
    /// @throws IOException in one sentence, when it failed later
    /// @throws CancellationException when cancelled
    public Proof run() throws IOException {
        var seed = workstation.address();
        try (var reports = new Reports(workstation, id(), job.name(), seed)) {
            try (var target = claim.of(disk);
                    var engine = Engine.start(job.engine(), new Random())) {
                reports.listensAt(engine.port());
                var manifest = workstation.manifest(job.manifest());
                var torrents = workstation.torrents(manifest);
                job.lastCheck().check();
                var plan = plan(manifest, torrents, target);
                var proof = restore(plan, target, engine, reports);
                var outcomes = finish(plan, target);
                reports.end(Phase.DONE, sentence(proof, outcomes), outcomes);
                ended = true;
                if (job.stay()) {
                    reports.awaitLeave(this::mayGo);
                }
                return proof;
            } catch (CancellationException e) {
                boolean untouched = restoring == null || restoring.untouched();
                var told = untouched ? Told.STOPPED_BEFORE : Told.STOPPED;
                reports.end(Phase.FAILED, told.words());
                throw e;
            } catch (IOException e) {
                reports.listensAt(0);
                reports.end(Phase.FAILED, String.valueOf(e.getMessage()));
                ended = true;
                if (job.stay() && !job.id().isEmpty()) { // somebody may let it try again
                    reports.awaitLeave(this::mayGo);
                }
                throw e;
            }
        }
    }

    /// Whether the disk is not written any more, for good or ill.
    boolean ended() {
        return ended;
    }

    /// It need not stay any longer.
    void dismiss() {
        dismissed = true;
    }

    private boolean mayGo() {
        return dismissed || cancelled.getAsBoolean();
    }

    private RestorePlan plan(Manifest manifest, Map<String, Metainfo> torrents, BlockDevice target)
            throws IOException {
        if (job.volume().isEmpty()) {
            return RestorePlan.wholeDisk(manifest, torrents, job.assignment().geometry(), target);
        }
        for (var volume : manifest.volumes()) {
            var metainfo = torrents.get(volume.name());
            if (volume.name().equals(job.volume()) && metainfo != null) {
                return RestorePlan.oneVolume(metainfo, volume.sha256(), target);
            }
        }
        throw new RefusedException(
                "The image %s has no volume %s with data; it has %s."
                        .formatted(manifest.name(), job.volume(), torrents.keySet()));
    }

    private Proof restore(RestorePlan plan, BlockDevice target, Engine engine, Reports reports)
            throws IOException {
        var restore =
                new Restore(
                        plan,
                        target,
                        engine,
                        now -> {
                            reports.update(now);
                            progress.accept(now);
                        },
                        cancelled);
        restoring = restore;
        reports.onStop(restore::fail);
        return restore.run(running -> {
            torrents = running;
            reports.introduce(running);
        });
    }

    /// What was proved may be changed from now on, so it is hashed before it is sent to anybody.
    private List<StepOutcome> finish(RestorePlan plan, BlockDevice target) {
        var growth = plan.growth();
        var steps = job.assignment().steps();
        if (growth.isEmpty() && steps.isEmpty()) {
            return List.of();
        }
        torrents.forEach(Torrent::distrust);
        return new PostSteps(target, plan.table(), sentence -> LOG.log(Level.INFO, sentence))
                .run(growth, steps);
    }

    private static String sentence(Proof proof, List<StepOutcome> outcomes) {
        var sentence = Told.PROVED.words(proof.bytes(), proof.pieces(), proof.hash());
        var failed =
                outcomes.stream()
                        .filter(outcome -> !outcome.done())
                        .map(outcome ->
                                "; but the step %s failed: %s"
                                        .formatted(outcome.step(), outcome.failure()))
                        .collect(Collectors.joining());
        return sentence + failed;
    }

    private String id() {
        return job.id().isEmpty() ? job.name() + " " + disk.toAbsolutePath() : job.id();
    }
}
