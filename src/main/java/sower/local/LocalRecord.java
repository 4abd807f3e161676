package sower.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import sower.deploy.Hello;
import sower.deploy.Inventory;
import sower.deploy.MachineReport;
import sower.deploy.Phase;
import sower.deploy.RunEvent;
import sower.deploy.RunEvent.Released.Granted;
import sower.enrol.RunId;
import sower.image.Image;
import sower.record.RunExport;
import sower.record.RunLog;
import sower.record.RunRecord;

/// What becomes of the disks, kept as the record of a run in which each of them is a machine. Any
/// thread.
final class LocalRecord implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LocalRecord.class.getName());

    private final Path library;
    private final String run;
    private final RunLog log;
    private final InstantSource clock;
    private final Map<String, Phase> phases = new HashMap<>(); // guarded by this

    private LocalRecord(Path library, String run, RunLog log, InstantSource clock) {
        this.library = library;
        this.run = run;
        this.log = log;
        this.clock = clock;
    }

    /// @param library its folder
    /// @param released the disks, as they were shown to the person who released them
    static LocalRecord begin(
            Path library, Image image, List<LocalTarget> released, InstantSource clock)
            throws IOException {
        var run = RunId.next(clock.instant(), new Random()).text();
        var began = RunEvent.Began.here(clock.millis(), run, image);
        var record = new LocalRecord(library, run, RunLog.begin(library, began), clock);
        try {
            released.forEach(target -> record.released(image, target));
            return record;
        } catch (RuntimeException e) {
            try (record) {
                throw e;
            }
        }
    }

    private void released(Image image, LocalTarget target) {
        var disk = target.disk();
        var id = LocalRun.id(target);
        var inventory =
                new Inventory("", "", 0, Inventory.BootMode.UNKNOWN, List.of(), List.of(disk));
        var plan = target.verdict().plan(image.title());
        var hello = new Hello(id, disk.path(), inventory);
        log.record(new RunEvent.Planned(clock.millis(), "", hello, plan));
        log.record(new RunEvent.Released(clock.millis(), List.of(new Granted(id, disk))));
    }

    String run() {
        return run;
    }

    /// A disk has told how it is.
    synchronized void reported(MachineReport report) {
        if (phases.put(report.id(), report.phase()) != report.phase()) {
            keep(new RunEvent.Phased(clock.millis(), "", report.kept()));
        }
    }

    /// A disk's writer has noticed something.
    void warned(String id, String sentence) {
        keep(new RunEvent.Warned(clock.millis(), id, sentence));
    }

    private void keep(RunEvent event) {
        try {
            log.record(event);
        } catch (UncheckedIOException e) {
            LOG.log(Level.WARNING, e.getMessage()); // the disk is what it says nevertheless
        }
    }

    /// All disks have ended.
    ///
    /// @param trouble what was wrong with the image, a sentence each
    synchronized void end(List<String> trouble) throws IOException {
        boolean proved = phases.values().stream().allMatch(phase -> phase == Phase.DONE);
        log.record(new RunEvent.Ended(clock.millis(), proved, trouble));
        new RunExport(RunRecord.of(library, run)).write(library);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
