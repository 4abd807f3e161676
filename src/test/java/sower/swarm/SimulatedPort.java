package sower.swarm;

import java.util.ArrayDeque;

/// Moves one thing after the other at a rate: the receiving half of a switch port, or the cable
/// between two switches. What comes while it is busy waits.
final class SimulatedPort {
    private record Load(int bytes, Runnable then) {}

    private final VirtualTime time;
    private final double nanosPerByte;
    private final ArrayDeque<Load> waiting = new ArrayDeque<>();
    private boolean busy;
    private long moved;

    /// @param rate bytes per second
    SimulatedPort(VirtualTime time, double rate) {
        this.time = time;
        this.nanosPerByte = 1e9 / rate;
    }

    void move(int bytes, Runnable then) {
        waiting.add(new Load(bytes, then));
        pump();
    }

    /// Bytes so far.
    long moved() {
        return moved;
    }

    private void pump() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        var load = waiting.remove();
        time.after(
                Math.round(load.bytes * nanosPerByte),
                () -> {
                    busy = false;
                    moved += load.bytes;
                    load.then.run();
                    pump();
                });
    }
}
