package sower.desktop;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javafx.animation.AnimationTimer;
import sower.desktop.deploy.DeployPage;
import sower.desktop.deploy.RoomModel;
import sower.desktop.shell.Place;
import sower.desktop.shell.ThemeChoice;

/// The dashboard of a simulated room, fed once a second: how long frames take, what of a core it
/// costs, and whether memory grows. Arguments: machines, seconds. Started by
/// `src/bench/dashboard.py`.
final class DashboardBench {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int WARM_SECONDS = 90;

    private final List<Long> frames = new ArrayList<>(); // nanoseconds; on the view's thread
    private long before;

    public static void main(String[] arguments) throws Exception {
        new DashboardBench().run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        System.exit(0);
    }

    private void run(int machines, int seconds) throws Exception {
        try (var gallery = new Gallery()) {
            gallery.speak(Locale.ENGLISH);
            gallery.look(ThemeChoice.LIGHT, 1920, 1080);
            var room = new SampleRoom(machines, 7, false);
            var model = new RoomModel();
            gallery.show(
                    Screen.of(
                            Place.DEPLOY,
                            () -> {
                                DeployPage page = SamplePages.deploy();
                                page.run(model);
                                return page;
                            }));
            cpuShare(room, model, WARM_SECONDS); // a run takes longer than compiling what it needs
            long heapBefore = heap();
            double idle = cpuShare(room, model, seconds / 2);
            Stages.onStage(() -> {
                timer().start();
                return true;
            });
            double drawn = cpuShare(room, model, seconds / 2);
            long heapAfter = heap();
            print(machines, idle, drawn, heapBefore, heapAfter);
        }
    }

    /// Asks for every frame, as scrolling does.
    private AnimationTimer timer() {
        return new AnimationTimer() {
            @Override
            public void handle(long now) {
                if (before != 0) {
                    frames.add(now - before);
                }
                before = now;
            }
        };
    }

    private static void feed(SampleRoom room, RoomModel model, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Stages.onStage(() -> {
                model.accept(room.next());
                return true;
            });
        }
    }

    /// Of one core, while the room goes on for so many seconds.
    private static double cpuShare(SampleRoom room, RoomModel model, int seconds) throws Exception {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long from = System.nanoTime();
        for (int i = 0; i < seconds; i++) {
            feed(room, model, 1);
            Thread.sleep(1000);
        }
        return (double) (system.getProcessCpuTime() - cpu) / (System.nanoTime() - from);
    }

    private static long heap() {
        System.gc();
        var memory = ManagementFactory.getMemoryMXBean();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private void print(int machines, double idle, double drawn, long before, long after)
            throws Exception {
        var times = Stages.onStage(() -> frames.stream().sorted().toList());
        System.out.printf("machines            %d, fed once a second, 1920x1080%n", machines);
        System.out.printf("of a core           %.1f %%%n", 100 * idle);
        System.out.printf("drawing each frame  %.1f %% of a core%n", 100 * drawn);
        System.out.printf("heap before, after  %.1f MB, %.1f MB%n", before / 1e6, after / 1e6);
        System.out.printf(
                "frames              %d, median %.1f, 99 of 100 %.1f, longest %.1f ms%n",
                times.size(), at(times, 0.5), at(times, 0.99), at(times, 1));
        var histogram = new TreeMap<Long, Integer>();
        times.forEach(time ->
                histogram.merge(Math.round(time / NANOS_PER_MILLI / 4) * 4, 1, Integer::sum));
        histogram.forEach(
                (millis, count) -> System.out.printf("  about %4d ms  %d%n", millis, count));
    }

    private static double at(List<Long> times, double share) {
        return times.isEmpty()
                ? Double.NaN
                : times.get((int) Math.round((times.size() - 1) * share)) / NANOS_PER_MILLI;
    }
}
