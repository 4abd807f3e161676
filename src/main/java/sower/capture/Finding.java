package sower.capture;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/// Something a person should know before a capture: a sign, words and a remedy.
///
/// @param slot of the partition it is about, 0 for the whole disk
/// @param key of its sentence in `sower/capture/findings.properties`
/// @param args to fill in, the volume's name first
public record Finding(Severity severity, int slot, String key, List<String> args) {
    public Finding {
        args = List.copyOf(args);
    }

    /// How serious it is, from least to most.
    public enum Severity {
        /// good to know
        INFO,
        /// the capture works, but the person should think about it first
        WARNING,
        /// nothing is captured while it is so
        BLOCKING
    }

    /// What it is and what to do about it, in English.
    public String text() {
        return text(Locale.ROOT);
    }

    /// The same in another language; in English where nobody has translated it.
    public String text(Locale language) {
        var bundle =
                ResourceBundle.getBundle(
                        "sower.capture.findings",
                        language,
                        Control.getNoFallbackControl(Control.FORMAT_DEFAULT));
        return new MessageFormat(bundle.getString(key), language).format(args.toArray());
    }
}
