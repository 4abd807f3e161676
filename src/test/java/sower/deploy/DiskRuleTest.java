package sower.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskRuleTest {
    private static final InventoryDisk SMALL = SampleDisk.of("/dev/sda", 250_000_000_000L);
    private static final InventoryDisk LARGE = SampleDisk.of("/dev/sdb", 500_000_000_000L);
    private static final InventoryDisk STICK =
            SampleDisk.with("/dev/sdc", 8_000_000_000L, 512, true, false, false, List.of());
    private static final InventoryDisk SYSTEM =
            SampleDisk.with("/dev/sdd", 9_000_000_000L, 512, false, false, true, List.of());
    private static final List<InventoryDisk> ALL = List.of(SMALL, LARGE, STICK, SYSTEM);

    @ParameterizedTest
    @CsvSource({
        "only, /dev/sda /dev/sdb",
        "smallest, /dev/sda",
        "serial=S/dev/sdb, /dev/sdb",
        "serial=s, ''",
        "wwn=W/dev/sdc, /dev/sdc",
        "path=/dev/sdd, /dev/sdd",
        "size=250G..250G, /dev/sda",
        "size=250001M..500G, /dev/sdb",
        "size=0..10G, ''",
        "size=1Gi..1T, /dev/sda /dev/sdb",
    })
    void aRuleNamesDisks(String rule, String paths) {
        var matches = DiskRule.parse(rule).matches(ALL);

        var expected = Arrays.stream(paths.split(" ")).filter(path -> !path.isEmpty()).toList();
        assertEquals(expected, matches.stream().map(InventoryDisk::path).toList());
        assertEquals(DiskRule.parse(rule), DiskRule.parse(DiskRule.parse(rule).toString()));
    }

    @Test
    void twoOfTheSameSizeAreNotOneSmallest() {
        var twin = SampleDisk.of("/dev/sde", SMALL.length());

        assertEquals(2, DiskRule.parse("smallest").matches(List.of(SMALL, LARGE, twin)).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "any",
                "only=1",
                "smallest=",
                "serial=",
                "serial",
                "wwn=",
                "path=",
                "size=100G",
                "size=..",
                "size=1G..",
                "size=2G..1G",
                "size=1X..2X",
                "size=1..9999999999T",
                "size=1i..2",
                "size=-1..2"
            })
    void whatIsNoRuleIsToldInASentence(String text) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> DiskRule.parse(text));

        assertTrue(wrong.toString().contains("'"), wrong.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyTextIsARuleThatIsReadAgainOrNone(int seed) {
        var random = new Random(seed);
        var alphabet = "size=only.0123456789kMGTiB/pathwnr ";
        for (int i = 0; i < 5000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "size=" : "");
            random.ints(random.nextInt(14), 0, alphabet.length())
                    .forEach(c -> text.append(alphabet.charAt(c)));
            try {
                var rule = DiskRule.parse(text.toString());
                assertEquals(rule, DiskRule.parse(rule.toString()));
            } catch (IllegalArgumentException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("'"), e.getMessage());
            }
        }
    }
}
