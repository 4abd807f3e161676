package sower.desktop.disks;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sower.disk.Disk;
import sower.disk.Disks;

/// Sees disks come and go while the window is open.
///
/// Asks the operating system for its list again and again, and no medium: a disk that sleeps goes
/// on sleeping. That is simpler than each system's own messages (netlink, WM_DEVICECHANGE, IOKit),
/// and where listing is slow it is asked less often, never for more than a twentieth of the time.
public final class DiskWatch implements Closeable {
    private static final System.Logger LOG = System.getLogger(DiskWatch.class.getName());
    private static final long SHORTEST_PAUSE_MILLIS = 1000;
    private static final int PAUSE_TO_WORK = 20;

    private final Disks disks;
    private final Consumer<List<Disk>> whenChanged;
    private final CountDownLatch closed = new CountDownLatch(1);
    private List<Disk> last = List.of();

    /// @param whenChanged told all disks, loop devices too, at first and whenever something about
    ///   them is new; on a thread of the watch's own
    public DiskWatch(Disks disks, Consumer<List<Disk>> whenChanged) {
        this.disks = disks;
        this.whenChanged = whenChanged;
    }

    public void start() {
        Thread.ofPlatform().daemon().name("window-disk-watch").start(this::watch);
    }

    private void watch() {
        long pause = SHORTEST_PAUSE_MILLIS; // the window's own first look is on its way
        try {
            while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                long from = System.nanoTime();
                look();
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
                pause = Math.max(SHORTEST_PAUSE_MILLIS, PAUSE_TO_WORK * took);
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            List<Disk> now = disks.list(true);
            if (!now.equals(last)) {
                last = now;
                whenChanged.accept(now);
            }
        } catch (IOException e) {
            // One that is just going: it is gone at the next look
            LOG.log(System.Logger.Level.DEBUG, "looking for disks", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
