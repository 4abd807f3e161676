package sower.swarm;

import java.util.PriorityQueue;

/// A clock that jumps from one event to the next. One thread; the same events come in the same
/// order every time.
final class VirtualTime {
    private record Event(long nanos, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now;
    private long count;

    /// As System.nanoTime, from 0.
    long nanos() {
        return now;
    }

    double seconds() {
        return now / 1e9;
    }

    void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, count++, action));
    }

    /// Lets the next event happen.
    ///
    /// @return false when there is none
    boolean step() {
        var event = events.poll();
        if (event == null) {
            return false;
        }
        now = event.nanos;
        event.action.run();
        return true;
    }
}
