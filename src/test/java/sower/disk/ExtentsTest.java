package sower.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtentsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheListItWasMadeFrom(long seed) {
        var random = new Random(seed);
        var list = new ArrayList<Extent>();
        for (int i = random.nextInt(200); i > 0; i--) {
            list.add(new Extent(random.nextLong(1L << 50), random.nextLong(1L << 40)));
        }

        var extents = Extents.copyOf(list);

        assertEquals(list, extents);
        assertSame(extents, Extents.copyOf(extents));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void joinsWhatTouchesAndKeepsEveryByteInItsOrder(long seed) {
        var random = new Random(seed);
        var builder = new Extents.Builder(random.nextInt(3));
        var bytes = new ArrayList<Long>();
        long at = 0;
        for (int i = 0; i < 100; i++) {
            at = random.nextInt(3) == 0 ? random.nextInt(1000) : at;
            long length = random.nextLong(1, 6);
            builder.join(at, length);
            for (long end = at + length; at < end; at++) {
                bytes.add(at);
            }
        }

        var joined = builder.build();

        assertEquals(bytes, bytesOf(joined));
        for (int i = 1; i < joined.size(); i++) {
            assertEquals(false, joined.get(i - 1).end() == joined.get(i).offset());
        }
    }

    @Test
    void isAscendingWhereNoneBeginsBeforeTheOneAheadEnds() {
        var first = new Extent(0, 10);

        assertEquals(true, Extents.copyOf(List.of(first, new Extent(10, 1))).isAscending());
        assertEquals(false, Extents.copyOf(List.of(first, new Extent(9, 1))).isAscending());
        assertEquals(true, Extents.copyOf(List.of()).isAscending());
    }

    private static List<Long> bytesOf(List<Extent> extents) {
        var bytes = new ArrayList<Long>();
        for (var extent : extents) {
            for (long at = extent.offset(); at < extent.end(); at++) {
                bytes.add(at);
            }
        }
        return bytes;
    }
}
