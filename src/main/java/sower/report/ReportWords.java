package sower.report;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import sower.deploy.Phrasebook;

/// The language of a report. Numbers are exact, since it is a document: bytes are counted, not
/// rounded.
///
/// @param formats for numbers and dates
/// @param zone whose clock the times are of
public record ReportWords(Locale language, Locale formats, ZoneId zone) {

    /// The text of `key` in `sower/report/words.properties`, with `{0}`, `{1}` … replaced.
    public String text(String key, Object... arguments) {
        var bundle =
                ResourceBundle.getBundle(
                        "sower.report.words",
                        language,
                        Control.getNoFallbackControl(Control.FORMAT_DEFAULT));
        return new MessageFormat(bundle.getString(key), formats).format(arguments);
    }

    /// A sentence of the record; one that is not known in this language stands in quotation marks.
    String said(String sentence) {
        return Phrasebook.in(language).translate(sentence).orElseGet(() -> text("said", sentence));
    }

    String count(long number) {
        return NumberFormat.getIntegerInstance(formats).format(number);
    }

    String moment(long millis) {
        return at(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM), millis);
    }

    /// The time of day alone where that says all: on the day of `other`.
    String moment(long millis, long other) {
        return day(millis).equals(day(other))
                ? at(DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM), millis)
                : moment(millis);
    }

    private LocalDate day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
    }

    /// Hours, minutes and seconds: `0:07:35`.
    String duration(long millis) {
        long seconds = Math.round(millis / 1000.0);
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private String at(DateTimeFormatter form, long millis) {
        return form.withLocale(formats).withZone(zone).format(Instant.ofEpochMilli(millis));
    }
}
