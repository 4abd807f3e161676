package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import sower.deploy.Told;

/// What machines tell of themselves, in the language of the window.
public final class ToldWords {
    private ToldWords() {}

    /// A sentence that is not known stands in quotation marks: it is the machine's own.
    public static String of(String sentence) {
        if (sentence.isEmpty()) {
            return "";
        }
        return Told.read(sentence)
                .map(read -> word(read.kind(), read.figures().toArray()))
                .orElseGet(() -> text("told.machine", sentence));
    }
}
