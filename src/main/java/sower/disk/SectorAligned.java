package sower.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Lets anyone read and write any bytes of a device that itself only moves whole sectors (physical
/// drives of Windows, character devices of macOS). A write that begins or ends inside a sector
/// reads that sector first.
final class SectorAligned implements Medium {
    private static final int MOST = 4 << 20;

    private final Medium sectors;
    private final int sectorSize;

    private SectorAligned(Medium sectors) {
        this.sectors = sectors;
        this.sectorSize = sectors.logicalSectorSize();
    }

    static Medium of(Medium sectors) {
        return new SectorAligned(sectors);
    }

    @Override
    public long length() {
        return sectors.length();
    }

    @Override
    public int logicalSectorSize() {
        return sectorSize;
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
        long from = floor(offset);
        int count = Math.min(into.remaining(), MOST);
        var whole = ByteBuffer.allocate((int) (ceiling(offset + count) - from));
        readAll(from, whole);
        into.put(whole.slice((int) (offset - from), count));
        return count;
    }

    /// One owner per sector: two threads must not write parts of the same sector at the same time.
    @Override
    public int write(long offset, ByteBuffer from) throws IOException {
        long begin = floor(offset);
        int count = Math.min(from.remaining(), MOST);
        var whole = ByteBuffer.allocate((int) (ceiling(offset + count) - begin));
        if (whole.capacity() != count) {
            readAll(begin, whole);
        }
        var part = from.slice(from.position(), count);
        whole.put((int) (offset - begin), part, 0, count).rewind();
        long at = begin;
        while (whole.hasRemaining()) {
            int written = sectors.write(at, whole);
            if (written <= 0) {
                throw new IOException("the disk takes no more bytes at byte " + at);
            }
            at += written;
        }
        from.position(from.position() + count);
        return count;
    }

    @Override
    public void flush() throws IOException {
        sectors.flush();
    }

    @Override
    public void dropCache() throws IOException {
        sectors.dropCache();
    }

    @Override
    public void close() throws IOException {
        sectors.close();
    }

    private void readAll(long offset, ByteBuffer whole) throws IOException {
        long at = offset;
        while (whole.hasRemaining()) {
            int count = sectors.read(at, whole);
            if (count <= 0) {
                throw new IOException("the disk ended at byte " + at);
            }
            at += count;
        }
    }

    private long floor(long offset) {
        return offset - offset % sectorSize;
    }

    private long ceiling(long offset) {
        return floor(offset + sectorSize - 1);
    }
}
