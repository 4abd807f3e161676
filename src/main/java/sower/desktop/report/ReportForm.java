package sower.desktop.report;

import java.util.Locale;

/// In which form a report is saved.
public enum ReportForm {
    PDF,
    CSV,
    JSON;

    /// What a file of this form is called.
    public String fileName(String run) {
        return "sower-" + run + "." + name().toLowerCase(Locale.ROOT);
    }
}
