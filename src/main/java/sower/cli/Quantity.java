package sower.cli;

import java.util.List;
import java.util.Locale;

/// Numbers with units as people read them. Units are decimal, as on the disk's label.
final class Quantity {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB");

    private Quantity() {}

    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.size() - 1) {
            value /= 1000;
            unit++;
        }
        var pattern = unit == 0 || value >= 99.5 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, pattern, value, UNITS.get(unit));
    }

    static String rate(long bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    static String duration(long seconds) {
        if (seconds < 0) {
            return "–";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
                : "%d h %02d min".formatted(seconds / 3600, seconds % 3600 / 60);
    }
}
