package sower.desktop.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.deploy.DiskRule;

class RuleEntryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "only",
                "smallest",
                "serial=S64 K",
                "wwn=eui.0025385b",
                "path=/dev/sda",
                "size=100G..300G"
            })
    void everyRuleOfTheCommandLineIsExplainedInOneSentenceOrTwo(String typed) {
        var entry = RuleEntry.of(typed);

        assertEquals(Optional.of(DiskRule.parse(typed)), entry.rule());
        assertTrue(entry.sentence().endsWith("."), entry.sentence());
    }

    @Test
    void aSizeIsExplainedWithBothEnds() {
        assertTrue(RuleEntry.of("size=100G..300G").sentence().contains("of 100G to 300G"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "biggest", "serial=", "size=300G..100G", "size=1..", "path"})
    void whatIsNoRuleSaysHowOneIsWritten(String typed) {
        var entry = RuleEntry.of(typed);

        assertEquals(Optional.empty(), entry.rule());
        assertTrue(entry.sentence().endsWith("."), entry.sentence());
    }
}
