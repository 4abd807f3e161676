package sower.desktop.capture;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import sower.disk.RefusedException;
import sower.image.ImageLibrary;

/// Names for images.
public final class ImageName {
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

    /// Whether the library takes this name.
    public static boolean possible(String typed) {
        try {
            ImageLibrary.checkName(typed.strip());
            return true;
        } catch (RefusedException refused) {
            return false;
        }
    }
}
