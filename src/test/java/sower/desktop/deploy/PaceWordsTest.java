package sower.desktop.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.deploy.MachineSnapshot;
import sower.deploy.Pace;
import sower.deploy.Phase;
import sower.deploy.Told;
import sower.desktop.shell.Texts;

final class PaceWordsTest {
    @BeforeEach
    void speakEnglish() {
        Texts.speak(Locale.ENGLISH, Locale.US);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, -1, not known yet",
        "21, 44, 20 to 45 s",
        "3, 9, up to 10 s",
        "20, 20, about 20 s",
        "245, 410, 4 to 7 min",
        "30, 121, up to 3 min",
        "240, 240, about 4 min",
        "7300, 9000, 2.0 to 2.5 h",
        "75, -1, at least 1 min 15 s",
    })
    void aRangeIsNoMoreExactThanItIs(long fast, long slow, String words) {
        assertEquals(words, PaceWords.left(new Pace(fast, slow, 0)).replace('\u00a0', ' '));
    }

    @Test
    void whoDoesNotGetOnIsToldSoAfterTenSeconds() {
        assertEquals(-1, PaceWords.stillSeconds(machine(Phase.RECEIVING, 10, "")));
        assertEquals(11, PaceWords.stillSeconds(machine(Phase.RECEIVING, 11, "")));
        assertEquals("idle 11 s", idle(machine(Phase.RECEIVING, 11, "")));
    }

    @Test
    void whoPausesOrHasNothingToCountIsNotIdle() {
        assertEquals(-1, PaceWords.stillSeconds(machine(Phase.RECEIVING, 60, Told.PAUSED.words())));
        assertEquals(-1, PaceWords.stillSeconds(machine(Phase.FLUSHING, 60, "")));
        assertEquals("–", idle(machine(Phase.DONE, 60, "")));
    }

    private static String idle(MachineSnapshot machine) {
        return PaceWords.left(machine, "pace.still.short").replace('\u00a0', ' ');
    }

    private static MachineSnapshot machine(Phase phase, long still, String message) {
        return new MachineSnapshot(
                "a",
                "a",
                "10.0.0.7:1",
                "Sower",
                true,
                true,
                phase,
                1,
                100,
                0,
                0,
                0,
                new Pace(-1, -1, still),
                new BitSet(),
                10,
                message,
                List.of(),
                null,
                null);
    }
}
