package sower.deploy;

import java.util.regex.Pattern;

/// A size as people write it: `500G` is what a disk's label says (a thousand millions), `500Gi` the
/// binary one.
///
/// @param number counts `unit`s
/// @param unit empty, or one of `k M G T` with or without `i`
record ByteCount(long number, String unit) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,12})([kKMGT]?)(i?)B?");
    private static final String UNITS = "kMGT";

    ByteCount {
        var prefix = unit.replace("i", "");
        boolean known = prefix.length() == 1 && UNITS.contains(prefix);
        boolean alone = unit.isEmpty();
        if (number < 0 || !(alone || known && unit.length() <= 2)) {
            throw new IllegalArgumentException("no size: " + number + unit);
        }
        Math.multiplyExact(number, scale(unit)); // more than a long holds is no size of a disk
    }

    /// @throws IllegalArgumentException with a sentence
    static ByteCount parse(String text) {
        var written = WRITTEN.matcher(text.strip());
        if (!written.matches() || written.group(2).isEmpty() && !written.group(3).isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is no size such as 250G or 256Gi");
        }
        var unit = written.group(2).replace('K', 'k') + written.group(3);
        try {
            return new ByteCount(Long.parseLong(written.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is larger than any disk", e);
        }
    }

    long bytes() {
        return number * scale(unit);
    }

    private static long scale(String unit) {
        if (unit.isEmpty()) {
            return 1;
        }
        long step = unit.endsWith("i") ? 1024 : 1000;
        long scale = 1;
        for (int i = 0; i <= UNITS.indexOf(unit.charAt(0)); i++) {
            scale *= step;
        }
        return scale;
    }

    @Override
    public String toString() {
        return number + unit;
    }
}
