package sower.support;

import java.util.Locale;

/// What is private, and the word that stands for it.
public enum Secret {
    MACHINE,
    ROOM,
    IMAGE,
    SERIAL,
    MAC,
    ADDRESS,
    USER,
    KEY,
    LABEL;

    /// Such as `machine-3`.
    String pseudonym(int number) {
        return name().toLowerCase(Locale.ROOT) + "-" + number;
    }
}
