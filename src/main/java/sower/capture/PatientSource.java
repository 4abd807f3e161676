package sower.capture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.disk.RefusedException;

/// A volume some of whose sectors cannot be read.
///
/// What fails is tried twice more, then halved down to the sector; a sector that still cannot be
/// read is zero, and its place is remembered. One thread reads.
final class PatientSource implements ByteSource {
    private static final int TRIES = 3;
    private static final int MOST_SECTORS = 8192; // with more, the disk is dead and not just worn
    private static final System.Logger LOG = System.getLogger(PatientSource.class.getName());

    private final ByteSource volume;
    private final String name;
    private final int sectorSize;
    private final boolean strict;
    private final List<Extent> bad = new ArrayList<>();
    private int badCount;

    /// @param name of the volume, for sentences
    /// @param strict whether the first sector that cannot be read ends it
    PatientSource(ByteSource volume, String name, int sectorSize, boolean strict) {
        this.volume = volume;
        this.name = name;
        this.sectorSize = sectorSize;
        this.strict = strict;
    }

    /// What was read as zero because it could not be read: ascending where reading was, neighbours
    /// joined.
    List<Extent> badSectors() {
        return List.copyOf(bad);
    }

    @Override
    public long length() {
        return volume.length();
    }

    /// @throws RefusedException if a sector cannot be read and that is not allowed
    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
        if (!attempt(offset, into)) {
            split(offset, into);
        }
        into.position(into.limit());
    }

    /// Reads all of it or says no.
    private boolean attempt(long offset, ByteBuffer into) throws IOException {
        for (int left = TRIES; left > 0; left--) {
            try {
                volume.read(offset, into.duplicate());
                return true;
            } catch (EOFException shorter) {
                throw shorter; // not worn, but another disk than it was
            } catch (IOException failed) {
                LOG.log(System.Logger.Level.DEBUG, () -> name + " at byte " + offset, failed);
            }
        }
        return false;
    }

    private void split(long offset, ByteBuffer into) throws IOException {
        int length = into.remaining();
        long middle = (offset + length / 2) / sectorSize * sectorSize;
        if (middle <= offset) {
            middle += sectorSize;
        }
        if (middle >= offset + length) {
            giveUp(offset, into);
            return;
        }
        int first = (int) (middle - offset);
        var parts =
                List.of(
                        into.slice(into.position(), first),
                        into.slice(into.position() + first, length - first));
        long at = offset;
        for (var part : parts) {
            if (!attempt(at, part)) {
                split(at, part);
            }
            at += part.capacity();
        }
    }

    private void giveUp(long offset, ByteBuffer into) throws IOException {
        if (strict) {
            throw new RefusedException(
                    ("byte %d of %s cannot be read, and the image must hold every byte; take the"
                                    + " master from a sound disk")
                            .formatted(offset, name));
        }
        if (++badCount > MOST_SECTORS) {
            throw new IOException(
                    "%s: more than %d sectors cannot be read, the last at byte %d; its disk has failed"
                            .formatted(name, MOST_SECTORS, offset));
        }
        int length = into.remaining();
        into.put(new byte[length]);
        if (!bad.isEmpty() && bad.getLast().end() == offset) {
            var before = bad.removeLast();
            bad.add(new Extent(before.offset(), before.length() + length));
        } else {
            LOG.log(System.Logger.Level.WARNING, "{0}: byte {1} cannot be read", name, offset);
            bad.add(new Extent(offset, length));
        }
    }
}
