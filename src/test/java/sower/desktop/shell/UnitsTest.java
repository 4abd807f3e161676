package sower.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitsTest {
    private final Locale before = Locale.getDefault(Locale.Category.FORMAT);

    @BeforeEach
    void inEnglish() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.US);
    }

    @AfterEach
    void asBefore() {
        Locale.setDefault(Locale.Category.FORMAT, before);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    0,              0 B
                    999,            999 B
                    1000,           1.00 kB
                    999499,         999 kB
                    999500,         1.00 MB
                    64000000000,    64.0 GB
                    500107862016,   500 GB
                    1000204886016,  1.00 TB
                    """)
    void bytesHaveThreeDigits(long bytes, String words) {
        assertEquals(words, plain(Units.bytes(bytes)));
    }

    @Test
    void ratesAreAlwaysInMegabytes() {
        assertEquals("0.0 MB/s", plain(Units.rate(0)));
        assertEquals("62.8 MB/s", plain(Units.rate(62_800_000)));
        assertEquals("1,240 MB/s", plain(Units.rate(1_240_000_000)));
        assertEquals("6.72 GB/min", plain(Units.perMinute(112_000_000)));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    0,       0 %
                    0.0001,  1 %
                    0.5,     50 %
                    0.9999,  99 %
                    1,       100 %
                    """)
    void onlyNothingIsZeroAndOnlyAllIsHundred(double fraction, String words) {
        assertEquals(words, plain(Units.percent(fraction)));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    -1,    –
                    59,    59 s
                    60,    1 min 0 s
                    3599,  59 min 59 s
                    7500,  2 h 5 min
                    """)
    void durationsHaveTwoUnits(long seconds, String words) {
        assertEquals(words, Units.duration(seconds));
    }

    @Test
    void numbersFollowTheLocale() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);

        assertEquals("64,0 GB", plain(Units.bytes(64_000_000_000L)));
    }

    private static String plain(String words) {
        return words.replace('\u00a0', ' ');
    }
}
