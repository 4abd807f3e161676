package sower.filesystem.lvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sower.binary.Structure;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.filesystem.CorruptFilesystemException;

/// What stands in one of the first four sectors of a physical volume (label_header, pv_header).
///
/// @param uuid 32 characters, without dashes
/// @param length bytes of the physical volume
/// @param metadata where metadata areas are
record Label(String uuid, long length, List<Extent> metadata) {
    private static final int SECTOR = 512;
    private static final int SECTORS = 4;
    private static final int UUID_LENGTH = 32;

    Label {
        metadata = List.copyOf(metadata);
    }

    static Optional<Label> find(ByteSource volume) throws IOException {
        if (volume.length() < (long) SECTORS * SECTOR) {
            return Optional.empty();
        }
        for (int sector = 0; sector < SECTORS; sector++) {
            var bytes = volume.bytes((long) sector * SECTOR, SECTOR);
            var s = Structure.littleEndian(bytes);
            if (s.holds(0, "LABELONE") && s.holds(24, "LVM2 001")) { // id, type
                boolean whole = s.u32(16) == Checksum.of(bytes, 20, SECTOR - 20); // crc_xl
                if (!whole || s.u64(8) != sector) { // sector_xl
                    throw new CorruptFilesystemException("the label's checksum is wrong");
                }
                return Optional.of(parse(s, s.u32(20))); // offset_xl
            }
        }
        return Optional.empty();
    }

    private static Label parse(Structure s, long offset) throws CorruptFilesystemException {
        if (offset < 32 || offset > SECTOR / 2) {
            throw new CorruptFilesystemException("the label's header is at byte " + offset);
        }
        int at = (int) offset;
        var uuid = s.text(at, UUID_LENGTH, StandardCharsets.US_ASCII); // pv_uuid
        long length = s.u64(at + UUID_LENGTH); // device_size_xl
        int areas = at + UUID_LENGTH + 8; // disk_areas_xl: data, then metadata
        int next = areas + 16 * (locations(s, areas).size() + 1);
        return new Label(uuid, length, locations(s, next));
    }

    /// Up to the empty one that ends a list (disk_locn).
    private static List<Extent> locations(Structure s, int from) throws CorruptFilesystemException {
        var locations = new ArrayList<Extent>();
        for (int at = from; at + 16 <= SECTOR; at += 16) {
            long offset = s.u64(at);
            long size = s.u64(at + 8);
            if (offset == 0) {
                return locations;
            }
            if (offset < 0 || size < 0 || offset + size < 0) {
                throw new CorruptFilesystemException("an area begins at byte " + offset);
            }
            locations.add(new Extent(offset, size));
        }
        throw new CorruptFilesystemException("the label's list of areas has no end");
    }
}
