package sower.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A window that follows its system speaks what its people read.
final class LanguageTest {

    @ParameterizedTest
    @CsvSource({
        "zh-TW, TRADITIONAL_CHINESE",
        "zh-Hant-TW, TRADITIONAL_CHINESE",
        "zh-HK, TRADITIONAL_CHINESE",
        "zh-Hant, TRADITIONAL_CHINESE",
        "zh-CN, ENGLISH",
        "zh-Hans-HK, ENGLISH",
        "zh, ENGLISH",
        "de-DE, ENGLISH",
        "en-US, ENGLISH",
    })
    void aSystemInThisLanguageIsSpokenToInThatOne(String system, Language spoken) {
        assertEquals(spoken, Language.spokenIn(Locale.forLanguageTag(system)));
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, en", "TRADITIONAL_CHINESE, zh-TW"})
    void aChosenLanguageIsSpokenWhateverTheSystem(Language chosen, String words) {
        assertEquals(words, chosen.words().toLanguageTag());
    }
}
