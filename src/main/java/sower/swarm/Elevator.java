package sower.swarm;

import java.util.ArrayDeque;
import java.util.TreeMap;

/// Work at places of a disk, taken like an elevator takes floors: upwards from the last one, then
/// from the lowest again. What is at the same place is taken in the order in which it came.
final class Elevator<T> {
    private final TreeMap<Long, ArrayDeque<T>> waiting = new TreeMap<>();
    private long position;

    void add(long place, T work) {
        waiting.computeIfAbsent(place, _ -> new ArrayDeque<>()).add(work);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// The next one; there must be one.
    T next() {
        var upwards = waiting.ceilingEntry(position);
        var entry = upwards != null ? upwards : waiting.firstEntry();
        position = entry.getKey();
        var work = entry.getValue().remove();
        if (entry.getValue().isEmpty()) {
            waiting.remove(position);
            position++;
        }
        return work;
    }
}
