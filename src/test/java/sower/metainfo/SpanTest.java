package sower.metainfo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.disk.Extent;

/// Pieces of 16 KiB over three runs, of which the second lies behind the third.
class SpanTest {
    @ParameterizedTest
    @CsvSource({"0, 4096, 20480", "1, 20480, 108192", "2, 65536, 116384", "3, 73728, 90112"})
    void reachesFromTheFirstToTheLastByteOfAPiece(int piece, long begin, long end)
            throws IOException {
        var extents =
                List.of(
                        new Extent(4096, 24_576),
                        new Extent(100_000, 16_384),
                        new Extent(65_536, 24_576));
        var metainfo = Metainfo.create("sda1", 16_384, extents, new byte[80], "", Instant.EPOCH);

        assertEquals(new Span(begin, end), Span.of(metainfo, piece));
    }
}
