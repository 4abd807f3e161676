package sower.metainfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PieceLayoutTest {
    private static final int PIECE = 100_000; // no power of two, no multiple of a block

    @ParameterizedTest
    @CsvSource({"1, 1", "99999, 1", "100000, 1", "100001, 2", "200000, 2"})
    void roundsTheNumberOfPiecesUp(long length, int pieces) {
        assertEquals(pieces, new PieceLayout(length, PIECE).pieceCount());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "99999, 99999", "100000, 100000", "100001, 1", "200000, 100000"})
    void cutsTheLastPieceShort(long length, int last) {
        var layout = new PieceLayout(length, PIECE);

        assertEquals(last, layout.length(layout.pieceCount() - 1));
    }

    @Test
    void cutsTheLastBlockOfAPieceShort() {
        var layout = new PieceLayout(PIECE, PIECE);

        assertEquals(7, layout.blockCount(0));
        assertEquals(PIECE - 6 * PieceLayout.BLOCK, layout.blockLength(0, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 100000, true",
        "0, 99999, 1, true",
        "1, 0, 50000, true",
        "0, 0, 100001, false",
        "0, 99999, 2, false",
        "1, 0, 50001, false",
        "2, 0, 1, false",
        "-1, 0, 1, false",
        "0, -1, 1, false",
        "0, 0, 0, false",
        "0, 0, -1, false",
        "0, 2147483647, 2147483647, false",
    })
    void containsWhatLiesInsideAPiece(int piece, int begin, int length, boolean inside) {
        assertEquals(inside, new PieceLayout(150_000, PIECE).contains(piece, begin, length));
    }

    @ParameterizedTest
    @CsvSource({"0, 16384", "-1, 16384", "1, 16383", "34359738369, 16384"})
    void refusesWhatNoClientCanLoad(long length, int pieceLength) {
        assertThrows(IllegalArgumentException.class, () -> new PieceLayout(length, pieceLength));
    }
}
