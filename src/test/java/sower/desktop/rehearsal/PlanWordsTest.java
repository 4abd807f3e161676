package sower.desktop.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.Reason;
import sower.deploy.Reason.Found;
import sower.deploy.RehearsalRow;
import sower.desktop.SampleRehearsal;
import sower.desktop.shell.Texts;
import sower.image.Change;
import sower.partition.MisfitException;
import sower.partition.MisfitException.Misfit;

/// Whoever stands aside is told what to do about it.
class PlanWordsTest {
    private static final Set<String> NAMES =
            Set.of(
                    "only", "serial", "ext", "EIO", "GPT", "MBR", "RAID", "WWN", "SSH", "sudo",
                    "sda", "resize", "losetup");

    /// One of each; [ReasonWords] is exhaustive, so a new one does not compile without words.
    private static Stream<Reason> reasons() {
        var found = List.of(new Found("/dev/sda", false), new Found("/dev/sdb", true));
        return Stream.concat(
                Stream.of(
                        new Reason.NoMatch("only", List.of()),
                        new Reason.NoMatch("serial=7", found),
                        new Reason.SeveralMatch("only", found),
                        new Reason.RunsFrom("/dev/sda"),
                        new Reason.InUse(
                                "/dev/sda",
                                List.of(
                                        "/dev/sda1 is mounted on /a b",
                                        "/dev/sda2 is swap of this system",
                                        "/dev/sda3 is held by dm-0")),
                        new Reason.Removable("/dev/sda"),
                        new Reason.ReadOnly("/dev/sda"),
                        new Reason.Unreadable("/dev/sda", "EIO"),
                        new Reason.TooSmall("/dev/sda", "sda1", 2_000_000_000, 1_000_000_000),
                        new Reason.Lacks(List.of("resize2fs", "losetup"))),
                Arrays.stream(MisfitException.Kind.values())
                        .map(kind ->
                                new Reason.Unfit("/dev/sda", Misfit.of(kind, 11, 22, "ext4", 44))));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void aReasonAndItsRemedyAreSaidWithoutAWordOfEnglishInAnotherLanguage(Reason reason) {
        var english = PlanWords.plan(aside(reason), "lab") + PlanWords.remedy(aside(reason), 512);
        assertFalse(PlanWords.remedy(aside(reason), 512).isBlank(), "no remedy");
        Texts.speak(Locale.TRADITIONAL_CHINESE, Locale.TRADITIONAL_CHINESE);

        var chinese = PlanWords.plan(aside(reason), "lab") + PlanWords.remedy(aside(reason), 512);

        assertEquals(List.of(), englishIn(chinese), chinese);
        assertTrue(english.contains(" "), english);
    }

    /// Words of three or more letters that are neither a path nor a name that every language has.
    static List<String> englishIn(String words) {
        return Pattern.compile("(?<![/\\w])[A-Za-z]{3,}")
                .matcher(words)
                .results()
                .map(MatchResult::group)
                .filter(word -> !NAMES.contains(word))
                .toList();
    }

    @AfterEach
    void speakEnglish() {
        Texts.speak(Locale.ENGLISH, Locale.US);
    }

    private static RehearsalRow aside(Reason reason) {
        return SampleRehearsal.aside(1, reason);
    }

    @ParameterizedTest
    @EnumSource(Change.What.class)
    void whatIsNotAsOnTheMasterIsSaidToo(Change.What what) {
        Texts.speak(Locale.TRADITIONAL_CHINESE, Locale.TRADITIONAL_CHINESE);
        boolean sizes = what == Change.What.SHORTER || what == Change.What.LONGER;

        var words = ReasonWords.change(Change.of(what, sizes ? 3 : "7", sizes ? 5_000_000L : "8"));

        assertEquals(List.of(), englishIn(words), words);
    }

    @Test
    void whatIsOnADiskIsSaidInWords() {
        assertEquals(
                "Looks empty: begins with zeros",
                PlanWords.contents(
                        new Contents("none", List.of(new Contents.Volume(0, "zeros", "", 9)), "")));
        assertEquals(
                "MBR, 1 partition: ntfs “it's” 9\u00a0B",
                PlanWords.contents(
                        new Contents(
                                "mbr", List.of(new Contents.Volume(1, "ntfs", "it's", 9)), "")));
        assertEquals("GPT, no partitions", PlanWords.contents(new Contents("gpt", List.of(), "")));
        assertEquals(
                "Cannot be read: no medium",
                PlanWords.contents(new Contents("", List.of(), "no medium")));
    }
}
