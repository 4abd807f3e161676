package sower.filesystem.btrfs;

import sower.binary.Structure;

/// What items are sorted by (struct btrfs_disk_key); its numbers are unsigned.
record Key(long objectId, int type, long offset) implements Comparable<Key> {
    static final int LENGTH = 17;
    static final Key FIRST = new Key(0, 0, 0);
    static final Key LAST = new Key(-1, 0xFF, -1);

    static Key parse(Structure s, int at) {
        return new Key(s.u64(at), s.u8(at + 8), s.u64(at + 9));
    }

    @Override
    public int compareTo(Key other) {
        int byObject = Long.compareUnsigned(objectId, other.objectId);
        if (byObject != 0) {
            return byObject;
        }
        int byType = Integer.compare(type, other.type);
        return byType != 0 ? byType : Long.compareUnsigned(offset, other.offset);
    }
}
