package sower.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.KernelLog;
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

    @ParameterizedTest(name = "{0} places")
    @ValueSource(ints = {1, 3})
    void whatTheKernelMetIsToldWithARemedy(int places) throws IOException {
        var readiness = readiness();
        var errors =
                LongStream.range(0, places)
                        .mapToObj(i -> new KernelLog.Trouble(77 + i, "I/O error"))
                        .toList();
        readiness.kernelErrors(errors);

        var text = readiness.of(List.of()).getFirst().text();

        assertTrue(text.contains("sector 77"), text);
        assertTrue(text.contains("take the master from a sound disk"), text);
        assertEquals(places > 1, text.contains("errors in 3 places"), text);
    }

    @Test
    void aFormatThatIsKnownByNameIsNamed() throws IOException {
        var text = finding("ReFS", Condition.NOT_PARSED).text();

        assertTrue(text.contains("sda1 (ReFS) is captured whole"), text);
    }

    private Readiness readiness() throws IOException {
        var file = FileVolume.sparse(scratch.resolve("disk"), 1 << 20);
        return new Readiness(LocalDisks.of().at(file));
    }

    private Finding finding(String kind, Condition condition) throws IOException {
        var readiness = readiness();
        var volume = new WholeVolume(kind, "", "", 512, Set.of(condition), 1 << 20);
        readiness.conditions(1, "sda1", volume, 1 << 20);
        return readiness.of(List.of()).getFirst();
    }
}
