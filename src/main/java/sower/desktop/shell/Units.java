package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/// Numbers as a person reads them: decimal units throughout (1 GB = 10⁹ bytes, as on the disk's
/// label), three significant digits, the user's locale. May be called from any thread.
public final class Units {
    private static final String[] NAMES = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final String NO_BREAK = "\u00a0";

    private Units() {}

    /// `bytes` as in “64.0 GB”.
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < NAMES.length - 1) {
            value /= 1000;
            unit++;
        }
        return number(value, unit == 0 ? 0 : digitsAfterPoint(value)) + NO_BREAK + NAMES[unit];
    }

    /// `bytesPerSecond` as in “112 MB/s”; always MB/s, so that columns compare.
    public static String rate(long bytesPerSecond) {
        double megabytes = bytesPerSecond / 1e6;
        return number(megabytes, megabytes < 99.95 ? 1 : 0) + NO_BREAK + "MB/s";
    }

    /// The same as people coming from FOG and Ghost know it: “6.7 GB/min”.
    public static String perMinute(long bytesPerSecond) {
        double gigabytes = bytesPerSecond * 60 / 1e9;
        return number(gigabytes, gigabytes < 9.95 ? 2 : 1) + NO_BREAK + "GB/min";
    }

    /// “0 %” only for nothing and “100 %” only for all.
    public static String percent(double fraction) {
        long percent = Math.round(fraction * 100);
        if (fraction > 0 && percent == 0) {
            percent = 1;
        }
        if (fraction < 1 && percent == 100) {
            percent = 99;
        }
        return whole(percent) + NO_BREAK + "%";
    }

    /// “45 s”, “12 min 30 s”, “2 h 5 min”; a dash while not known (negative).
    public static String duration(long seconds) {
        if (seconds < 0) {
            return "–";
        }
        if (seconds < 60) {
            return text("units.seconds", whole(seconds));
        }
        if (seconds < 3600) {
            return text("units.minutes", whole(seconds / 60), whole(seconds % 60));
        }
        return text("units.hours", whole(seconds / 3600), whole(seconds % 3600 / 60));
    }

    /// A moment as date and time of day, where the person is.
    public static String moment(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(Locale.getDefault(Locale.Category.FORMAT))
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    /// The day of a moment, where the person is.
    public static String day(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(Locale.getDefault(Locale.Category.FORMAT))
                .withZone(ZoneId.systemDefault())
                .format(at);
    }

    /// A count.
    public static String whole(long count) {
        return NumberFormat.getIntegerInstance(Locale.getDefault(Locale.Category.FORMAT))
                .format(count);
    }

    /// A plain number with `digits` after the point.
    public static String number(double value, int digits) {
        var format = NumberFormat.getNumberInstance(Locale.getDefault(Locale.Category.FORMAT));
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }

    private static int digitsAfterPoint(double value) {
        if (value < 9.995) {
            return 2;
        }
        return value < 99.95 ? 1 : 0;
    }
}
