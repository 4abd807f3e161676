package sower.swarm;

/// A disk that takes pieces in the order of the [Elevator]: so many bytes per second, and a seek
/// before whatever does not follow the write before.
final class SimulatedDisk {
    private record Write(long place, int bytes, Runnable then) {}

    private final VirtualTime time;
    private final Model model;
    private final Elevator<Write> waiting = new Elevator<>();
    private boolean busy;
    private long position;

    /// @param rate bytes per second
    /// @param seekSeconds 0 for a solid-state disk
    record Model(double rate, double seekSeconds) {
        static final Model SSD = new Model(500e6, 0);
        static final Model HDD = new Model(140e6, 0.008);

        /// A tenth of the bytes in the same time, for rooms at a smaller scale.
        Model scaled(double by) {
            return new Model(rate * by, seekSeconds);
        }
    }

    SimulatedDisk(VirtualTime time, Model model) {
        this.time = time;
        this.model = model;
    }

    void write(long place, int bytes, Runnable then) {
        waiting.add(place, new Write(place, bytes, then));
        pump();
    }

    private void pump() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        var write = waiting.next();
        double seek = write.place == position ? 0 : model.seekSeconds;
        position = write.place + write.bytes;
        time.after(
                Math.round((seek + write.bytes / model.rate) * 1e9),
                () -> {
                    busy = false;
                    write.then.run();
                    pump();
                });
    }
}
