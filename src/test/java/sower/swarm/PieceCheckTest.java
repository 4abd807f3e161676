package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.BlockDevice;

@Timeout(60)
class PieceCheckTest {
    private static final int PIECE = 3 << 20; // three reads
    private static final int PIECES = 14;
    private static final int[] DAMAGED = {0, 7, 13};

    @TempDir Path folder;
    private SampleVolume volume;
    private BlockDevice device;

    @BeforeEach
    void make() throws IOException {
        volume = SampleVolume.make(folder, 3, (long) PIECES * PIECE - 5120, PIECE);
        for (int piece : DAMAGED) {
            volume.damage(piece);
        }
        device = BlockDevice.openSource(volume.file());
    }

    @AfterEach
    void close() throws IOException {
        device.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsWhichPiecesAreRight(boolean seeks) throws IOException {
        var told = new ConcurrentSkipListSet<Integer>();
        var bytes = Collections.synchronizedList(new ArrayList<Long>());
        var right = check(new Place(seeks, Set.of())).run(bytes::add, told::add);

        assertEquals(allBut(DAMAGED), right);
        assertEquals(right, bits(told));
        assertEquals(volume.metainfo().layout().length(), Collections.max(bytes));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnBehindWhatCannotBeRead(boolean seeks) throws IOException {
        var bad = Set.of(1, 2, 3, 4, 5, 6, 8, 9, 10, 12);
        var check = check(new Place(seeks, bad));
        var expected = allBut(DAMAGED);
        bad.forEach(expected::clear);

        assertEquals(expected, check.run(_ -> {}));
        assertTrue(check.unreadable().isPresent());
    }

    /// By turns its head would go to and fro all the time.
    @Test
    void readsADiskThatSeeksFromOneEndToTheOther() throws IOException {
        var place = new Place(true, Set.of());
        check(place).run(_ -> {});

        assertEquals(place.reads.stream().sorted().toList(), place.reads);
        assertEquals(3 * PIECES, place.reads.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsSoonWhenItIsNotWantedAnyMore(boolean seeks) throws IOException {
        var place = new Place(seeks, Set.of());
        var check = PieceCheck.sha1(volume.metainfo(), place, () -> place.reads.size() > PIECES);
        check.run(_ -> {});

        assertTrue(place.reads.size() < 2 * PIECES, place.reads.size() + " reads");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDiskThatGivesNothingHasFailed(boolean seeks) throws IOException {
        var many = SampleVolume.make(folder, 4, 200 << 14, 1 << 14);
        try (var disk = BlockDevice.openSource(many.file())) {
            var place = new Place(many, disk, seeks, all(200));
            var check = PieceCheck.sha1(many.metainfo(), place, () -> false);

            assertThrows(IOException.class, () -> check.run(_ -> {}));
        }
    }

    private PieceCheck check(Place place) {
        return PieceCheck.sha1(volume.metainfo(), place, () -> false);
    }

    private static BitSet allBut(int... wrong) {
        var rest = new BitSet();
        rest.set(0, PIECES);
        IntStream.of(wrong).forEach(rest::clear);
        return rest;
    }

    private static Set<Integer> all(int pieces) {
        return new TreeSet<>(IntStream.range(0, pieces).boxed().toList());
    }

    private static BitSet bits(Set<Integer> pieces) {
        var bits = new BitSet();
        pieces.forEach(bits::set);
        return bits;
    }

    /// The volume, with a record of what was read, and pieces that cannot be.
    private final class Place implements Storage {
        final List<Long> reads = Collections.synchronizedList(new ArrayList<>());
        private final SampleVolume on;
        private final Storage storage;
        private final boolean seeks;
        private final Set<Integer> bad;

        Place(boolean seeks, Set<Integer> bad) throws IOException {
            this(volume, device, seeks, bad);
        }

        Place(SampleVolume on, BlockDevice disk, boolean seeks, Set<Integer> bad)
                throws IOException {
            this.on = on;
            this.storage = on.on(disk);
            this.seeks = seeks;
            this.bad = bad;
        }

        @Override
        public void read(long torrentOffset, ByteBuffer into) throws IOException {
            reads.add(torrentOffset);
            int piece = (int) (torrentOffset / on.metainfo().layout().pieceLength());
            if (bad.contains(piece)) {
                throw new IOException("no sector of piece " + piece);
            }
            storage.read(torrentOffset, into);
        }

        @Override
        public void send(long torrentOffset, long count, WritableByteChannel to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(long torrentOffset, ByteBuffer from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position(long torrentOffset) {
            return storage.position(torrentOffset);
        }

        @Override
        public boolean seeks() {
            return seeks;
        }
    }
}
