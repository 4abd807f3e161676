package sower.desktop.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// All pages of one language.
///
/// The file is plain text: `# id | title` begins a page, `- ` an item of a list, `> id` a link to
/// another page, `= keys` stands for the table of keys; any other line is a paragraph.
public record HelpBook(Map<String, Page> pages) {
    private static final String FOLDER = "/sower/desktop/help/";

    /// One page.
    public record Page(String id, String title, List<Line> lines) {
        public Page {
            lines = List.copyOf(lines);
        }

        /// How well it answers: 0 not at all. A word in the title says more than one in the text.
        int answers(String question) {
            int points = 0;
            for (String word : question.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
                boolean named = title.toLowerCase(Locale.ROOT).contains(word);
                boolean told =
                        lines.stream()
                                .anyMatch(line ->
                                        line.words().toLowerCase(Locale.ROOT).contains(word));
                if (!named && !told) {
                    return 0;
                }
                points += named ? 10 : 1;
            }
            return points;
        }
    }

    /// A line of a page.
    public record Line(Kind kind, String words) {
        /// What a line is.
        public enum Kind {
            PARAGRAPH,
            ITEM,
            LINK,
            KEYS
        }

        private static Line of(String text) {
            return switch (text.substring(0, Math.min(2, text.length()))) {
                case "- " -> new Line(Kind.ITEM, text.substring(2));
                case "> " -> new Line(Kind.LINK, text.substring(2));
                case "= " -> new Line(Kind.KEYS, "");
                default -> new Line(Kind.PARAGRAPH, text);
            };
        }
    }

    /// The book in a language, in English where there is none.
    public static HelpBook in(Locale language) {
        var translated = FOLDER + "pages_" + language + ".txt";
        var resource = HelpBook.class.getResource(translated);
        try (var stream =
                Objects.requireNonNull(
                        HelpBook.class.getResourceAsStream(
                                resource == null ? FOLDER + "pages.txt" : translated))) {
            return parse(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a part of the program is missing
        }
    }

    private static HelpBook parse(InputStream stream) throws IOException {
        var pages = new LinkedHashMap<String, Page>();
        var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        for (String page : text.split("(?m)^# ")) {
            if (page.isBlank()) {
                continue;
            }
            var lines = new ArrayList<>(page.lines().filter(line -> !line.isBlank()).toList());
            var head = lines.removeFirst().split(" \\| ", 2);
            pages.put(head[0], new Page(head[0], head[1], lines.stream().map(Line::of).toList()));
        }
        return new HelpBook(pages);
    }

    /// The page with this name, which is one of a [sower.desktop.shell.HelpTopic].
    Page page(String id) {
        return Objects.requireNonNull(pages.get(id), id);
    }

    /// The pages that answer, best first; all of them where nothing is asked.
    public List<Page> search(String question) {
        Stream<Page> all = pages.values().stream();
        return question.isBlank()
                ? all.toList()
                : all.filter(page -> page.answers(question) > 0)
                        .sorted((one, two) -> two.answers(question) - one.answers(question))
                        .toList();
    }
}
