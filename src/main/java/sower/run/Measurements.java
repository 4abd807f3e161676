package sower.run;

import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.function.Consumer;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.Journal;
import sower.deploy.MachineSnapshot;
import sower.deploy.Phase;
import sower.deploy.RunEvent;

/// Keeps in the run's log how fast the room is, every ten seconds in which somebody receives. On
/// the deployment's thread.
final class Measurements implements Consumer<DeploymentSnapshot> {
    private static final Logger LOG = System.getLogger(Measurements.class.getName());
    private static final long INTERVAL_MILLIS = 10_000;

    private final Journal journal;
    private final InstantSource clock;
    private long lastMillis = Long.MIN_VALUE / 2;

    Measurements(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public void accept(DeploymentSnapshot room) {
        long now = clock.millis();
        long[] rates =
                room.machines().stream()
                        .filter(machine -> machine.phase() == Phase.RECEIVING)
                        .mapToLong(MachineSnapshot::downRate)
                        .sorted()
                        .toArray();
        if (rates.length == 0 || now - lastMillis < INTERVAL_MILLIS) {
            return;
        }
        lastMillis = now;
        var measured =
                new RunEvent.Measured(
                        now,
                        room.seedRate(),
                        room.exchangeRate(),
                        room.seedBytes(),
                        rates.length,
                        rates[0],
                        rates[rates.length / 2],
                        rates[rates.length - 1]);
        try {
            journal.record(measured);
        } catch (UncheckedIOException e) {
            LOG.log(Level.WARNING, e.getMessage()); // nothing depends on it
        }
    }
}
