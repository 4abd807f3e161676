package sower.desktop.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class ImageNameTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 14);

    @Test
    void suggestsTheDiskAndTheDay() {
        assertEquals(
                "samsung-ssd-980-pro-2026-03-14", ImageName.suggest("Samsung SSD 980 PRO", DAY));
        assertEquals("image-2026-03-14", ImageName.suggest("—", DAY));
    }

    @Test
    void everySuggestionIsPossible() {
        assertTrue(ImageName.possible(ImageName.suggest("…", DAY)));
        assertTrue(ImageName.possible(ImageName.suggest("A/B\\C".repeat(30), DAY)));
    }

    @Test
    void refusesWhatCannotBeAFolder() {
        assertFalse(ImageName.possible(""));
        assertFalse(ImageName.possible("../up"));
        assertFalse(ImageName.possible("a/b"));
    }
}
