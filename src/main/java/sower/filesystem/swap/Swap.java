package sower.filesystem.swap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sower.binary.Structure;
import sower.disk.ByteSource;
import sower.filesystem.Condition;
import sower.filesystem.Filesystem;
import sower.filesystem.UsedBlocks;

/// A swap area.
///
/// @param blockSize of the machine that made it: its pages
/// @param length bytes of the volume
/// @param hibernated whether a system sleeps in it; the header that is written again is awake
public record Swap(String uuid, String label, int blockSize, long length, boolean hibernated)
        implements Filesystem {
    /// What Linux calls it.
    public static final String KIND = "swap";

    private static final int INFO = 1024; // after the boot block
    private static final int VERSION = 1;
    private static final int LABEL_LENGTH = 16;
    private static final int MAGIC_LENGTH = 10;
    private static final String MAGIC = "SWAPSPACE2";
    private static final String SLEEPING = "S1SUSPEND";

    /// The swap area in `volume`, if it is one.
    public static Optional<Filesystem> probe(ByteSource volume) throws IOException {
        for (int page = 4096; page <= 65536; page *= 2) {
            if (page > volume.length()) {
                break;
            }
            var s = Structure.littleEndian(volume.bytes(0, page));
            int at = page - MAGIC_LENGTH;
            boolean sleeping = s.holds(at, SLEEPING) || s.holds(at, "ULSUSPEND");
            boolean sane = s.u32(INFO) == VERSION && s.u32(INFO + 4) > 0;
            if (sane && (sleeping || s.holds(at, MAGIC))) {
                var label = s.text(INFO + 28, LABEL_LENGTH, StandardCharsets.UTF_8);
                return Optional.of(
                        new Swap(s.uuid(INFO + 12), label, page, volume.length(), sleeping));
            }
        }
        return Optional.empty();
    }

    /// The first page of a new swap area, to be written at the beginning of its volume.
    ///
    /// @param length bytes of the volume, at least 10 pages
    public static byte[] header(long length, int pageSize, String uuid, String label) {
        long pages = length / pageSize;
        if (pages < 10) {
            throw new IllegalArgumentException("no room for swap in " + length + " bytes");
        }
        var bytes = new byte[pageSize];
        var s = Structure.littleEndian(bytes);
        s.putU32(INFO, VERSION); // version
        s.putU32(INFO + 4, Math.min(pages - 1, 0xFFFFFFFFL)); // last_page
        if (!uuid.isEmpty()) {
            s.putUuid(INFO + 12, uuid); // sws_uuid
        }
        var text = label.getBytes(StandardCharsets.UTF_8);
        s.put(INFO + 28, Arrays.copyOf(text, LABEL_LENGTH)); // sws_volume
        s.put(pageSize - MAGIC_LENGTH, MAGIC.getBytes(StandardCharsets.US_ASCII));
        return bytes;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Set<Condition> conditions() {
        return hibernated ? Set.of(Condition.HIBERNATED) : Set.of();
    }

    /// Nothing: what was swapped out belongs to a machine that is off.
    @Override
    public UsedBlocks usedBlocks() {
        return new UsedBlocks(List.of());
    }
}
