package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;

import sower.deploy.Phrasebook;

/// What machines tell of themselves, and this program of itself, in the language of the window.
public final class ToldWords {
    private ToldWords() {}

    /// A sentence of a machine; one that is not known stands in quotation marks.
    public static String of(String sentence) {
        return sentence.isEmpty() ? "" : said(sentence, "told.machine");
    }

    /// A sentence of this program, or what its system says, which stands in quotation marks.
    public static String here(String sentence) {
        return said(sentence, "told.here");
    }

    /// A part of a sentence.
    public static String part(String words) {
        return Phrasebook.in(Texts.language()).of(words);
    }

    private static String said(String sentence, String quoted) {
        return Phrasebook.in(Texts.language())
                .translate(sentence)
                .map(known -> Character.toUpperCase(known.charAt(0)) + known.substring(1))
                .orElseGet(() -> text(quoted, sentence));
    }
}
