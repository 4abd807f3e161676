package sower.filesystem.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import sower.disk.ByteSource;
import sower.filesystem.CorruptFilesystemException;

/// The bytes of an attribute, wherever they are.
///
/// @param resident its first bytes, where they stand in the file record itself
/// @param runs of those that do not
/// @param length data_size
/// @param valid valid_size: what follows reads as zeros
record Stream(
        ByteSource volume,
        int clusterSize,
        ByteBuffer resident,
        RunList runs,
        long length,
        long valid)
        implements ByteSource {

    /// The bytes of an attribute that stand in its file record.
    static Stream resident(ByteSource volume, Attribute attribute) {
        var value = ByteBuffer.wrap(attribute.bytes());
        var none = new RunList(List.of());
        return new Stream(volume, 1, value, none, value.limit(), value.limit());
    }

    /// The bytes behind runs.
    ///
    /// @throws CorruptFilesystemException if there are fewer clusters than bytes
    static Stream nonResident(ByteSource volume, int clusterSize, Attribute first, RunList runs)
            throws CorruptFilesystemException {
        long size = first.size();
        long valid = first.validSize();
        if (size < 0
                || valid < 0
                || valid > size
                || size > 0 && (size - 1) / clusterSize >= runs.end()) {
            throw new CorruptFilesystemException(
                    "a stream has %d bytes, %d of them valid, in %d clusters"
                            .formatted(size, valid, runs.end()));
        }
        return new Stream(volume, clusterSize, ByteBuffer.allocate(0), runs, size, valid);
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
        if (offset < 0 || offset > length - into.remaining()) {
            throw new CorruptFilesystemException(
                    "bytes %d to %d are not inside a stream of %d"
                            .formatted(offset, offset + into.remaining(), length));
        }
        if (runs.runs().isEmpty()) {
            into.put(resident.slice((int) offset, into.remaining()));
            return;
        }
        long at = offset;
        int limit = into.limit();
        while (into.position() < limit) {
            int count = piece(at, limit - into.position());
            into.limit(into.position() + count);
            readPiece(at, into);
            into.limit(limit);
            at += count;
        }
    }

    /// How many of `most` bytes from `at` on are in one run and wholly valid or wholly not.
    private int piece(long at, int most) {
        var run = runs.runs().get(runs.indexOf(at / clusterSize));
        long end = Math.min(run.end(), Long.MAX_VALUE / clusterSize) * clusterSize;
        if (at < valid) {
            end = Math.min(end, valid);
        }
        return (int) Math.min(most, end - at);
    }

    private void readPiece(long at, ByteBuffer into) throws IOException {
        var run = runs.runs().get(runs.indexOf(at / clusterSize));
        if (run.isHole() || at >= valid) {
            into.put(new byte[into.remaining()]);
            return;
        }
        long inRun = at - run.first() * clusterSize;
        volume.read(run.cluster() * clusterSize + inRun, into);
    }
}
