package sower.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseKeyTest {
    @ParameterizedTest
    @CsvSource({
        "'', 5, true, true",
        "'', 5, false, false",
        "'', 6, true, false",
        "release, 5, false, true",
        "' Release ', 1, true, true",
        "release, 6, true, false",
        "release 6, 6, false, true",
        "release 5, 6, true, false",
        "release 5, 5, false, true",
        "release, 0, true, false",
        "release 0, 0, true, false",
        "yes, 1, true, false",
    })
    void onlyWhatWasAskedForReleases(String line, int ready, boolean terminal, boolean turns) {
        assertEquals(turns, ReleaseKey.turns(line, ready, terminal));
    }

    @Test
    void aboveFiveMachinesTheNumberMustBeTyped() {
        assertTrue(ReleaseKey.prompt(5, "lab", true).contains("press Enter"));
        assertTrue(ReleaseKey.prompt(6, "lab", true).contains("type: release 6"));
    }
}
