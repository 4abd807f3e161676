package sower.desktop.capture;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names that can be a directory on every system.
public final class ImageName {
    private static final Pattern POSSIBLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");

    private ImageName() {}

    /// A name to begin with: the disk's and the day.
    public static String suggest(String disk, LocalDate day) {
        String plain = OTHER.matcher(disk.toLowerCase(Locale.ROOT)).replaceAll("-");
        String trimmed = plain.replaceAll("^-+|-+$", "");
        String stem = trimmed.isEmpty() ? "image" : trimmed;
        String cut = stem.length() > 40 ? stem.substring(0, 40) : stem;
        return cut + "-" + day.format(DateTimeFormatter.ISO_LOCAL_DATE);
    }

    /// The name as it can be used, or nothing if it cannot.
    public static Optional<String> of(String typed) {
        String name = typed.strip();
        return POSSIBLE.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }
}
