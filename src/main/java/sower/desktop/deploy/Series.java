package sower.desktop.deploy;

/// The last values of something measured once a second; old ones fall off.
final class Series {
    private final long[] ring;
    private int size;
    private int next;

    Series(int capacity) {
        this.ring = new long[capacity];
    }

    void add(long value) {
        ring[next] = value;
        next = (next + 1) % ring.length;
        size = Math.min(size + 1, ring.length);
    }

    int size() {
        return size;
    }

    int capacity() {
        return ring.length;
    }

    /// @param index 0 is the oldest
    long get(int index) {
        return ring[Math.floorMod(next - size + index, ring.length)];
    }

    long max() {
        long max = 0;
        for (int i = 0; i < size; i++) {
            max = Math.max(max, get(i));
        }
        return max;
    }
}
