package sower.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sower.disk.LocalDisks;
import sower.filesystem.Condition;
import sower.filesystem.FileVolume;
import sower.filesystem.WholeVolume;

class ReadinessTest {
    @TempDir private Path scratch;

    @ParameterizedTest
    @EnumSource(Condition.class)
    void everyConditionHasASentence(Condition condition) throws IOException {
        for (var kind : List.of("ntfs", "ext4")) {
            var text = finding(kind, condition).text();

            assertTrue(text.contains("sda1"), text);
            assertFalse(text.contains("{"), text);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "CHECK_DUE, chkdsk",
        "HIBERNATED, Shift",
        "NEEDS_RECOVERY, Shift",
        "BITLOCKER, Turn BitLocker off"
    })
    void windowsIsSpokenOfInItsWords(Condition condition, String remedy) throws IOException {
        var finding = finding("ntfs", condition);

        assertEquals(Finding.Severity.WARNING, finding.severity());
        assertTrue(finding.text().contains(remedy), finding.text());
    }

    private Finding finding(String kind, Condition condition) throws IOException {
        var file = FileVolume.sparse(scratch.resolve("disk"), 1 << 20);
        var readiness = new Readiness(LocalDisks.of().at(file));
        var volume = new WholeVolume(kind, "", "", 512, Set.of(condition), 1 << 20);
        readiness.conditions(1, "sda1", volume, 1 << 20);
        return readiness.of(List.of()).getFirst();
    }
}
