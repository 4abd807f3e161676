package sower.desktop.shell;

import java.util.Locale;

/// What there is help about, in the order of the list.
public enum HelpTopic {
    FIRST_IMAGE,
    FIRST_ROOM,
    WRITE_HERE,
    PRACTICE,
    READINESS,
    REFUSALS,
    REFUSAL_ROOM,
    REFUSAL_NO_MATCH,
    REFUSAL_SEVERAL,
    REFUSAL_SYSTEM,
    REFUSAL_USED,
    REFUSAL_REMOVABLE,
    REFUSAL_READ_ONLY,
    REFUSAL_UNREADABLE,
    REFUSAL_SMALL,
    REFUSAL_PROGRAMS,
    REFUSAL_LAYOUT,
    PROBLEM_DENIED,
    PROBLEM_MISSING,
    NETWORK,
    DOCTOR,
    NET_BOOT,
    PROOF,
    POWER,
    RESUME,
    KEYS,
    TROUBLE,
    GLOSSARY;

    /// As the pages write it: `first-image`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What a person most likely asks at a place.
    public static HelpTopic at(Place place) {
        return switch (place) {
            case DISKS -> FIRST_IMAGE;
            case IMAGES, DEPLOY -> FIRST_ROOM;
            case MACHINES -> TROUBLE;
            case NETWORK_BOOT -> DOCTOR;
            case SETTINGS -> PRACTICE;
            case HELP -> KEYS;
        };
    }
}
