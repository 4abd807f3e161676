package sower.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The sentences that machines tell of themselves, once each. They go over the wire and into
/// records as English text, so that any version understands any other; [#read] finds kind and
/// figures again, for who says them in another language.
public enum Told {
    /// bytes, pieces, kind of hash, what became of the run's steps
    PROVED_NOT_DONE("%,d bytes in %d pieces read back from the disk, all right (%s); %s"),
    /// bytes, pieces, kind of hash
    PROVED("%,d bytes in %d pieces read back from the disk, all right (%s)"),
    /// first byte, byte after the last, volume, address of the workstation
    DAMAGED_HERE("Bytes %,d to %,d of volume %s come damaged from %s (the workstation)."),
    /// first byte, byte after the last, volume, address
    DAMAGED("Bytes %,d to %,d of volume %s come damaged from %s."),
    PAUSED("paused by the technician"),
    STOPPED("Stopped; the disk has no partition table."),
    STOPPED_BEFORE("Stopped before anything was written; the disk is as it was."),
    STOPPED_FROM_AFAR("Stopped by the technician; the disk is not usable as it is."),
    /// path
    OTHER_DISK(
            "Stands aside: %s is not the disk it was when it was released. Nothing was written."),
    /// path
    OTHER_CONTENTS(
            "Stands aside: what is on %s has changed since it was released. Nothing was written."),
    /// path, uses
    IN_USE("Stands aside: %s is in use: %s. Nothing was written."),
    /// path, the system's words
    UNREADABLE("Stands aside: %s cannot be read: %s. Nothing was written."),
    /// why
    ASIDE("Stands aside: %s. Nothing was written.");

    private static final String NUMBER = "([0-9][0-9.,\u00a0\u202f’' ]*)";

    private final String words;
    private final Pattern pattern;

    Told(String words) {
        this.words = words;
        var pattern = new StringBuilder();
        int from = 0;
        Matcher figure = Pattern.compile("%,?[ds]").matcher(words);
        while (figure.find()) {
            pattern.append(Pattern.quote(words.substring(from, figure.start())))
                    .append(figure.group().endsWith("d") ? NUMBER : "(.*?)");
            from = figure.end();
        }
        this.pattern =
                Pattern.compile(pattern + Pattern.quote(words.substring(from)), Pattern.DOTALL);
    }

    /// In English.
    public String words(Object... figures) {
        return words.formatted(figures);
    }

    /// What a sentence says, where it is one of these.
    public static Optional<Read> read(String sentence) {
        return Arrays.stream(values()).flatMap(told -> told.match(sentence).stream()).findFirst();
    }

    /// Whether a sentence says this.
    public boolean isSaidBy(String sentence) {
        return pattern.matcher(sentence).matches();
    }

    private Optional<Read> match(String sentence) {
        Matcher matcher = pattern.matcher(sentence);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var figures =
                IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList();
        return Optional.of(new Read(this, figures));
    }

    /// A sentence that was understood.
    ///
    /// @param figures as they were written
    public record Read(Told kind, List<String> figures) {}
}
