package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sower.disk.Power;

/// What a person is told of battery, lid and sleep while a job is prepared or runs.
///
/// @param urgency how much it matters; it is said aloud when it rises
/// @param sentence what and what to do; empty where there is nothing to say
record PowerWords(Urgency urgency, String sentence) {
    private static final int LOW = 15; // percent; desktops put themselves to sleep at some five

    /// From nothing to at once.
    enum Urgency {
        NONE,
        NOTE,
        CARE,
        DANGER
    }

    /// @param wanted whether a job is prepared or runs
    static PowerWords of(Power power, Awake awake, boolean wanted) {
        if (!wanted) {
            return new PowerWords(Urgency.NONE, "");
        }
        var sentences = new ArrayList<String>();
        var urgency = Urgency.NONE;
        if (power.onBattery()) {
            boolean low = power.percent() <= LOW;
            urgency = low ? Urgency.DANGER : Urgency.CARE;
            String share = Units.percent(power.percent() / 100.0);
            sentences.add(text(low ? "power.low" : "power.battery", share));
        }
        lid(power, awake).ifPresent(sentences::add);
        if (urgency == Urgency.NONE && !sentences.isEmpty()) {
            urgency = Urgency.NOTE;
        }
        return new PowerWords(urgency, joined(sentences));
    }

    private static Optional<String> lid(Power power, Awake awake) {
        return switch (awake) {
            case ALWAYS -> said(power.lid(), "power.lid.awake");
            case LID_OPEN -> said(power.lid(), "power.lid.open");
            case NOT -> said(power.lid() || power.onBattery(), "power.sleeps");
            case UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<String> said(boolean here, String key) {
        return Optional.of(key).filter(_ -> here).map(Texts::text);
    }

    private static String joined(List<String> sentences) {
        return sentences.stream().reduce((one, two) -> text("power.both", one, two)).orElse("");
    }
}
