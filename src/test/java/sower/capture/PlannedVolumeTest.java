package sower.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedVolumeTest {
    private static final long GIB = 1L << 30;
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "0, 4",
        "1, 4",
        "8, 4",
        "9, 8",
        "16, 8",
        "17, 16",
        "100, 16",
        "32767, 16",
        "32768, 32"
    })
    void pieceGrowsWithWhatIsCaptured(long usedGib, int pieceMib) {
        assertEquals(pieceMib * MIB, PlannedVolume.pieceLength(usedGib * GIB));
    }

    @Test
    void aThousandPiecesAreEnoughForARoomAndTwoMillionForAnybody() {
        for (long used = 4 * GIB; used < 1L << 50; used += used / 7) {
            int length = PlannedVolume.pieceLength(used);
            long pieces = (used + length - 1) / length;
            assertTrue(pieces >= 1024 && pieces <= 2_097_152, used + " bytes: " + pieces);
        }
    }
}
