package sower.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sower.desktop.shell.PowerWords.Urgency;
import sower.disk.Power;

class PowerWordsTest {
    private static final Power PLUGGED = new Power(false, 64, true);

    @Test
    void aComputerWithoutBatteryAndLidIsToldNothing() {
        for (var awake : Awake.values()) {
            assertEquals("", PowerWords.of(Power.MAINS, awake, true).sentence(), awake.name());
        }
    }

    @Test
    void nobodyIsToldAnythingWhileNothingRuns() {
        assertEquals("", PowerWords.of(new Power(true, 3, true), Awake.NOT, false).sentence());
    }

    @Test
    void onBatteryItSaysHowMuchIsLeftAndWhatToDo() {
        var words = PowerWords.of(new Power(true, 64, false), Awake.ALWAYS, true);

        assertEquals(Urgency.CARE, words.urgency());
        assertTrue(words.sentence().contains("(64\u00a0%). Plug it in"), words.sentence());
    }

    @Test
    void itIsUrgentFromFifteenPercentOn() {
        assertEquals(Urgency.CARE, onBattery(16));
        assertEquals(Urgency.DANGER, onBattery(15));
    }

    @Test
    void theLidIsSaidAsItWasGot() {
        assertEquals(
                "Closing the lid does not stop it.",
                PowerWords.of(PLUGGED, Awake.ALWAYS, true).sentence());
        assertEquals(
                "Leave the lid open: closing it sends this computer to sleep.",
                PowerWords.of(PLUGGED, Awake.LID_OPEN, true).sentence());
        assertEquals(Urgency.NOTE, PowerWords.of(PLUGGED, Awake.LID_OPEN, true).urgency());
        assertEquals("", PowerWords.of(PLUGGED, Awake.UNKNOWN, true).sentence());
    }

    private static Urgency onBattery(int percent) {
        return PowerWords.of(new Power(true, percent, true), Awake.ALWAYS, true).urgency();
    }
}
