package sower.desktop.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sower.desktop.help.HelpBook.Line;
import sower.desktop.shell.HelpTopic;

/// Every topic has its page in both languages, and every link its target.
final class HelpBookTest {
    private static Stream<HelpBook> books() {
        return Stream.of(HelpBook.in(Locale.ENGLISH), HelpBook.in(Locale.TRADITIONAL_CHINESE));
    }

    @ParameterizedTest
    @MethodSource("books")
    void everyTopicHasAPageAndEveryPageATopic(HelpBook book) {
        assertEquals(
                Arrays.stream(HelpTopic.values()).map(HelpTopic::id).sorted().toList(),
                book.pages().keySet().stream().sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("books")
    void everyLinkLeadsToAPageAndNoPageIsADeadEnd(HelpBook book) {
        for (var page : book.pages().values()) {
            assertTrue(page.lines().size() > 1, page.id());
            page.lines().stream()
                    .filter(line -> line.kind() == Line.Kind.LINK)
                    .forEach(line ->
                            assertTrue(
                                    book.pages().containsKey(line.words()),
                                    page.id() + " leads to " + line.words()));
        }
    }

    @Test
    void bothLanguagesSayTheSameLineByLine() {
        var chinese = HelpBook.in(Locale.TRADITIONAL_CHINESE);
        for (var page : HelpBook.in(Locale.ENGLISH).pages().values()) {
            assertEquals(kinds(page), kinds(chinese.page(page.id())), "lines of " + page.id());
        }
    }

    @Test
    void aQuestionFindsItsPageFirst() {
        var english = HelpBook.in(Locale.ENGLISH);
        var chinese = HelpBook.in(Locale.TRADITIONAL_CHINESE);

        assertEquals("refusal-removable", english.search("disk REMOVABLE").getFirst().id());
        assertEquals("resume", english.search("power cut").getFirst().id());
        assertEquals("resume", chinese.search("停電").getFirst().id());
        assertEquals(List.of(), english.search("disk zebra"));
        assertEquals(english.pages().size(), english.search(" ").size());
    }

    private static List<Line.Kind> kinds(HelpBook.Page page) {
        return page.lines().stream().map(Line::kind).toList();
    }
}
