package sower.enrol;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/// The name of a run: when it began, so that people find it, and some letters, so that two never
/// have the same.
public record RunId(String text) {
    private static final DateTimeFormatter BEGUN =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    public RunId {
        if (!text.matches("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}")) {
            throw new IllegalArgumentException(
                    "'%s' is no run; 'sower run list' names them".formatted(text));
        }
    }

    /// A new one.
    public static RunId next(Instant now, RandomGenerator random) {
        return new RunId("%s-%04x".formatted(BEGUN.format(now), random.nextInt(1 << 16)));
    }

    @Override
    public String toString() {
        return text;
    }
}
