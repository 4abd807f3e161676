package sower.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sentences of the program in another language. They are made, sent and recorded in English,
/// so that any version and any program understands them; who shows them to a person looks here.
///
/// The pairs stand in `phrases_LANGUAGE.txt`: an English sentence with `{}` for each figure, and
/// below it the other with `{0}`, `{1}` … A figure may be a sentence that is known itself.
public final class Phrasebook {
    private static final Map<Locale, Phrasebook> ALL = new ConcurrentHashMap<>();
    private static final Pattern GAP = Pattern.compile("\\{}");
    private static final Pattern FIGURE = Pattern.compile("\\{([0-9]?)}");

    private final boolean english;
    private final List<Phrase> phrases;

    /// @param begins whether it begins with words, which tell more than a figure that could be
    ///   anything
    /// @param said the translation
    private record Phrase(Pattern english, boolean begins, String said) {}

    private Phrasebook(boolean english, List<Phrase> phrases) {
        this.english = english;
        this.phrases = List.copyOf(phrases);
    }

    /// The one of a language; where there is none, sentences stay English.
    public static Phrasebook in(Locale language) {
        return ALL.computeIfAbsent(language, Phrasebook::load);
    }

    /// What a sentence means in this language; empty where it is not known.
    public Optional<String> translate(String sentence) {
        if (english) {
            return Optional.of(sentence);
        }
        for (var phrase : phrases) {
            var read = phrase.english().matcher(sentence);
            if (read.matches()) {
                return Optional.of(say(phrase.said(), read));
            }
        }
        return Optional.empty();
    }

    /// The same; what is not known stays as it is.
    public String of(String sentence) {
        return translate(sentence).orElse(sentence);
    }

    private String say(String said, Matcher read) {
        return FIGURE.matcher(said)
                .replaceAll(figure ->
                        figure.group(1).isEmpty()
                                ? Matcher.quoteReplacement(figure.group())
                                : Matcher.quoteReplacement(figure(figure.group(1), read)));
    }

    private String figure(String number, Matcher read) {
        return of(read.group(Integer.parseInt(number) + 1));
    }

    private static Phrasebook load(Locale language) {
        var name = "phrases_" + language + ".txt";
        try (var stream = Phrasebook.class.getResourceAsStream(name)) {
            if (stream == null) {
                return new Phrasebook(true, List.of());
            }
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            var lines =
                    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
            var phrases = new ArrayList<Phrase>();
            for (int i = 0; i + 1 < lines.size(); i += 2) {
                var english = lines.get(i);
                boolean begins = !english.startsWith("{}");
                phrases.add(new Phrase(pattern(english), begins, lines.get(i + 1)));
            }
            phrases.sort(Comparator.comparing(Phrase::begins).reversed());
            return new Phrasebook(false, phrases);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a part of the program is missing
        }
    }

    /// Fits a sentence also where it begins large or ends with a full stop.
    private static Pattern pattern(String english) {
        var pattern = new StringBuilder();
        var first = english.substring(0, 1);
        int from = 0;
        if (Character.isLetter(first.charAt(0))) {
            pattern.append("(?i:").append(first).append(")");
            from = 1;
        }
        var figure = GAP.matcher(english);
        while (figure.find()) {
            pattern.append(Pattern.quote(english.substring(from, figure.start()))).append("(.*?)");
            from = figure.end();
        }
        var rest = english.substring(from);
        var end = rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : rest;
        return Pattern.compile(pattern + Pattern.quote(end) + "\\.?", Pattern.DOTALL);
    }
}
