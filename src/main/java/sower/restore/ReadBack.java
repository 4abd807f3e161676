package sower.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.image.DeviceStorage;
import sower.partition.FoundTable;
import sower.partition.Gpt;
import sower.partition.Partition;
import sower.partition.PartitionTable;
import sower.restore.RestorePlan.VolumePlan;
import sower.swarm.PieceCheck;

/// Reads what was written, from the medium past the caches, and says where the medium has something
/// else. Whoever calls has flushed the disk.
final class ReadBack {
    private static final String ADVICE = " Replace the disk or its cable, then start again.";

    private final BlockDevice target;
    private final BooleanSupplier stopped;

    /// @param stopped asked before every piece
    ReadBack(BlockDevice target, BooleanSupplier stopped) {
        this.target = target;
        this.stopped = stopped;
    }

    /// Everything is to be on the medium, and nothing in a cache.
    ///
    /// @return what the disk says to have lost
    Optional<IOException> flush() throws IOException {
        Optional<IOException> lost = Optional.empty();
        try {
            target.flush();
        } catch (IOException failure) {
            lost = Optional.of(failure);
        }
        target.dropCache();
        return lost;
    }

    /// A disk that has lost something once is no good, although all of it was read back.
    ///
    /// @param bytes that were read back
    void distrust(Optional<IOException> lost, long bytes) throws IOException {
        if (lost.isPresent()) {
            throw new IOException(
                    "%s: all %,d bytes read back right now, but such a disk is not to be trusted.%s"
                            .formatted(lost.get().getMessage(), bytes, ADVICE),
                    lost.get());
        }
    }

    /// A check of a volume's pieces by the strongest hash that is known of them.
    PieceCheck pieces(VolumePlan volume) throws IOException {
        var storage = storage(volume);
        return volume.sha256().isEmpty()
                ? PieceCheck.sha1(volume.metainfo(), storage, stopped)
                : PieceCheck.sha256(volume.metainfo().layout(), volume.sha256(), storage, stopped);
    }

    private DeviceStorage storage(VolumePlan volume) throws IOException {
        return new DeviceStorage(target, volume.offset(), volume.metainfo().extents());
    }

    /// Pieces of a volume against their hashes.
    ///
    /// @param progress told the bytes looked at so far, by any thread
    /// @throws IOException naming the bytes of the disk that are wrong
    void check(VolumePlan volume, BitSet pieces, LongConsumer progress) throws IOException {
        var layout = volume.metainfo().layout();
        var storage = storage(volume);
        var check = pieces(volume);
        var wrong = (BitSet) pieces.clone();
        wrong.andNot(check.run(pieces, progress));
        if (stopped.getAsBoolean() || wrong.isEmpty()) {
            return;
        }
        var places = new ArrayList<Extent>();
        wrong.stream()
                .forEach(piece ->
                        places.addAll(storage.places(layout.offset(piece), layout.length(piece))));
        var why = check.unreadable().map(cause -> ": " + cause.getMessage()).orElse("");
        throw new IOException(
                "%s does not hold what was written to it: %,d of %,d pieces of %s are not right when they are read back, %s%s.%s"
                        .formatted(
                                target.path(),
                                wrong.cardinality(),
                                layout.pieceCount(),
                                volume.name(),
                                words(places),
                                why,
                                ADVICE));
    }

    /// What is to be said of a piece that was right on the disk and is not any more.
    ///
    /// @throws IOException when the piece has no place
    String changed(VolumePlan volume, int piece) throws IOException {
        var layout = volume.metainfo().layout();
        var places = storage(volume).places(layout.offset(piece), layout.length(piece));
        return "%s does not keep what is on it: a piece of %s, %s, was right before and is not any more.%s"
                .formatted(target.path(), volume.name(), words(places), ADVICE);
    }

    /// Bytes outside the volumes, such as the header of a swap area.
    ///
    /// @param what it is, for a person
    /// @param mask where it is 0 the byte may be anything
    void check(String what, long offset, byte[] expected, byte[] mask) throws IOException {
        byte[] found = new byte[expected.length];
        target.read(offset, ByteBuffer.wrap(found));
        for (int i = 0; i < found.length; i++) {
            if (mask[i] != 0 && found[i] != expected[i]) {
                throw lost(what, new Extent(offset, expected.length));
            }
        }
    }

    /// The table, both copies of it where it has two.
    void check(PartitionTable table) throws IOException {
        var found = PartitionTable.look(target, target.logicalSectorSize());
        var there = found.table().map(PartitionTable::partitions).orElse(List.of());
        if (!found.flaws().isEmpty() || !same(there, table)) {
            throw lost("the partition table", place(table, found.flaws()));
        }
    }

    /// Where the table is wrong: a GPT at the disk's end when nothing but its backup is.
    private Extent place(PartitionTable table, Set<FoundTable.Flaw> flaws) {
        if (table instanceof Gpt gpt) {
            var own = gpt.ownExtents();
            return flaws.equals(Set.of(FoundTable.Flaw.BACKUP_DAMAGED))
                    ? own.getLast()
                    : own.getFirst();
        }
        long first =
                table.partitions().stream()
                        .mapToLong(partition -> partition.extent().offset())
                        .min()
                        .orElse(target.length());
        return new Extent(0, first);
    }

    private static boolean same(List<Partition> there, PartitionTable table) {
        var wanted = table.partitions();
        boolean same = there.size() == wanted.size();
        for (int i = 0; same && i < there.size(); i++) {
            var one = there.get(i);
            same =
                    wanted.stream()
                            .anyMatch(other ->
                                    other.slot() == one.slot()
                                            && other.extent().equals(one.extent())
                                            && other.uuid().equals(one.uuid())
                                            && other.type().equals(one.type()));
        }
        return same;
    }

    private IOException lost(String what, Extent place) {
        return new IOException(
                "%s does not hold what was written to it: %s, in bytes %,d to %,d, is not right when it is read back.%s"
                        .formatted(target.path(), what, place.offset(), place.end(), ADVICE));
    }

    /// The first run of wrong bytes, and how much more there is.
    private static String words(List<Extent> places) {
        var sorted = places.stream().sorted(Comparator.comparingLong(Extent::offset)).toList();
        var runs = new ArrayList<Extent>();
        for (var place : sorted) {
            if (!runs.isEmpty() && runs.getLast().end() == place.offset()) {
                var before = runs.removeLast();
                runs.add(new Extent(before.offset(), before.length() + place.length()));
            } else {
                runs.add(place);
            }
        }
        var first = runs.getFirst();
        var text = "in bytes %,d to %,d of the disk".formatted(first.offset(), first.end());
        if (runs.size() == 1) {
            return text;
        }
        return text
                + " and %,d other places up to byte %,d"
                        .formatted(runs.size() - 1, runs.getLast().end());
    }

    /// A mask under which every byte counts.
    static byte[] everyByte(int length) {
        byte[] mask = new byte[length];
        Arrays.fill(mask, (byte) 1);
        return mask;
    }
}
