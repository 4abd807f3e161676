package sower.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every failure of the program that a person can come to read is known in every language: the
/// sentences are taken from the sources.
final class PhrasebookTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "sower");
    private static final Phrasebook CHINESE = Phrasebook.in(Locale.TAIWAN);
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern SENTENCE = Pattern.compile("[a-z]+ [a-z]+");
    private static final Pattern FIGURE = Pattern.compile("%[,0-9$]*[dsx]|\\{}");

    /// A bug ends in the log, and a peer that breaks the rules is hung up on.
    private static final Set<String> NOT_SHOWN =
            Set.of("IllegalStateException", "ProtocolException", "UnpackException");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capture",
                "control",
                "deploy",
                "disk",
                "enrol",
                "image",
                "local",
                "netboot",
                "partition",
                "practice",
                "privilege",
                "record",
                "restore",
                "run",
                "swarm",
                "target"
            })
    void everyFailureOfAPackageIsKnown(String name) throws IOException {
        var sentences = failures(SOURCES.resolve(name));

        assertEquals(List.of(), unknown(sentences));
    }

    @Test
    void theSourcesAreRead() throws IOException {
        var sentences = failures(SOURCES.resolve("disk"));

        assertTrue(sentences.size() > 40, () -> "only " + sentences);
        assertTrue(sentences.contains("7x is read-only; choose another disk"), sentences::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy/Reason", "partition/MisfitException", "record/MachineStory",
                "image/Signature", "enrol/Gate", "enrol/MachineTrust"
            })
    void whatIsRecordedIsKnown(String file) throws IOException {
        var source = Files.readString(SOURCES.resolve(file + ".java"));
        var sentences = new TreeSet<String>();
        for (int at = source.indexOf('"'); at >= 0; at = source.indexOf('"', at + 1)) {
            var sentence = Expression.at(source, at);
            add(sentences, sentence.words());
            at = sentence.end();
        }

        assertEquals(List.of(), unknown(sentences));
    }

    @ParameterizedTest
    @EnumSource(Told.class)
    void whatMachinesTellIsKnown(Told told) {
        var sentence = told.words(ToldTest.figures(told));

        assertEquals(List.of(), unknown(Set.of(sentence)));
    }

    @Test
    void aSentenceInAnotherOneIsTranslatedToo() {
        assertEquals(
                Optional.of("不會寫入任何內容：/dev/sda 使用中：/dev/sda1 掛載於 /home。"),
                CHINESE.translate(
                        "Nothing is written: /dev/sda is in use: /dev/sda1 is mounted on /home."));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aPhaseInASentenceIsTranslatedToo(Phase phase) {
        var sentence = "began anew after " + phase.name().toLowerCase(Locale.ROOT);

        assertTrue(CHINESE.of(sentence).matches("\\P{IsLatin}+"), CHINESE.of(sentence));
    }

    @Test
    void whatTheSystemSaysIsQuoted() {
        assertEquals(
                Optional.of("無法讀取 /dev/sdb 的位元組 0 到 4096（系統回報「Input/output error」）"),
                CHINESE.translate(
                        "/dev/sdb cannot be read from byte 0 to 4096 (Input/output error)"));
        assertEquals(Optional.empty(), CHINESE.translate("No space left on device"));
    }

    @Test
    void englishStaysAsItIs() {
        assertEquals(
                "the disk is on fire", Phrasebook.in(Locale.ENGLISH).of("the disk is on fire"));
    }

    private static List<String> unknown(Set<String> sentences) {
        return sentences.stream()
                .filter(each -> CHINESE.translate(each).filter(HAN.asPredicate()).isEmpty())
                .toList();
    }

    private static Set<String> failures(Path folder) throws IOException {
        var thrown = Pattern.compile("new ([A-Za-z.]+Exception)\\(");
        var sentences = new TreeSet<String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var source = Files.readString(file);
                var failure = thrown.matcher(source);
                while (failure.find()) {
                    if (!NOT_SHOWN.contains(failure.group(1))) {
                        arguments(source, failure.end()).forEach(each -> add(sentences, each));
                    }
                }
            }
        }
        return sentences;
    }

    private static List<String> arguments(String source, int from) {
        var arguments = new ArrayList<String>();
        int at = from;
        boolean more = true;
        while (more) {
            var argument = Expression.at(source, at);
            arguments.add(argument.words());
            at = argument.end() + 1;
            more = ",?:".indexOf(source.charAt(argument.end())) >= 0;
        }
        return arguments;
    }

    private static void add(Set<String> sentences, String template) {
        if (SENTENCE.matcher(FIGURE.matcher(template).replaceAll("")).find()) {
            sentences.add(FIGURE.matcher(template).replaceAll("7x"));
        }
    }

    /// A text that is put together in a source.
    ///
    /// @param words with `{}` for what is not known here; `%d` and `%s` as they are
    /// @param end where what parts it from the next one is
    private record Expression(String words, int end) {
        static Expression at(String source, int from) {
            var words = new StringBuilder();
            int depth = 0;
            int at = from;
            boolean formatted = false;
            for (; at < source.length(); at++) {
                char next = source.charAt(at);
                if (next == '"') {
                    int end = literal(source, at);
                    if (depth == 0) {
                        words.append(source, at + 1, end);
                    }
                    at = end;
                } else if (depth == 0 && ",);?:".indexOf(next) >= 0) {
                    break;
                } else if (source.startsWith(".formatted", at)) {
                    formatted = true;
                } else if (next == '(') {
                    depth++;
                } else if (next == ')') {
                    depth--;
                }
                boolean name = Character.isLetter(next) && !formatted && depth == 0;
                if (name && !words.toString().endsWith("{}")) {
                    words.append("{}");
                }
            }
            return new Expression(words.toString().replace("\\\"", "\""), at);
        }

        private static int literal(String source, int from) {
            int at = from + 1;
            while (source.charAt(at) != '"') {
                at += source.charAt(at) == '\\' ? 2 : 1;
            }
            return at;
        }
    }
}
