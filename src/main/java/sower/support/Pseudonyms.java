package sower.support;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Private names and what stands for them; the same name always has the same pseudonym, however it
/// is capitalised. Finds the names in a text again.
final class Pseudonyms {
    private static final int SHORTEST = 3; // below, words of a sentence would be taken for names
    private static final int SHORTEST_NUMBER = 6;
    private static final int SHORTEST_PART = 6; // that is also found inside a longer word

    private final Map<String, String> given = new HashMap<>();
    private final Map<Secret, Integer> counts = new EnumMap<>(Secret.class);
    private final Map<Character, List<Name>> byFirst = new HashMap<>();

    /// @param anywhere whether it is also found inside a word
    private record Name(String name, String pseudonym, boolean anywhere) {}

    /// A name that stands in a text, up to `end`.
    record Found(String pseudonym, int end) {}

    /// What stands for `name`.
    String of(Secret kind, String name) {
        var known = given.get(name.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        int number = counts.merge(kind, 1, Integer::sum);
        return give(kind, name, kind.pseudonym(number));
    }

    /// Lets `pseudonym` stand for one more name, unless that has one already.
    String give(Secret kind, String name, String pseudonym) {
        var before = given.putIfAbsent(name.toLowerCase(Locale.ROOT), pseudonym);
        if (before != null) {
            return before;
        }
        if (kind != Secret.ADDRESS && isFoundInTexts(name)) { // addresses have a shape of their own
            boolean part = kind == Secret.SERIAL || kind == Secret.MAC || kind == Secret.KEY;
            var names = byFirst.computeIfAbsent(first(name, 0), _ -> new ArrayList<>());
            names.add(new Name(name, pseudonym, part && name.length() >= SHORTEST_PART));
            names.sort(Comparator.comparingInt((Name each) -> each.name().length()).reversed());
        }
        return pseudonym;
    }

    /// The longest name that begins at this place.
    Optional<Found> at(String text, int place) {
        for (var name : byFirst.getOrDefault(first(text, place), List.of())) {
            int end = place + name.name().length();
            if (text.regionMatches(true, place, name.name(), 0, name.name().length())
                    && (name.anywhere() || !joined(text, place) && !joined(text, end))) {
                return Optional.of(new Found(name.pseudonym(), end));
            }
        }
        return Optional.empty();
    }

    private static boolean isFoundInTexts(String name) {
        boolean number = name.chars().allMatch(Character::isDigit);
        return name.length() >= (number ? SHORTEST_NUMBER : SHORTEST);
    }

    /// Whether the characters on both sides of a place belong to one word. Chinese has no spaces,
    /// so only Latin letters and digits do.
    private static boolean joined(String text, int place) {
        return place > 0
                && place < text.length()
                && ofAWord(text.charAt(place - 1))
                && ofAWord(text.charAt(place));
    }

    private static boolean ofAWord(char character) {
        return character < 0x80 && Character.isLetterOrDigit(character);
    }

    private static char first(String text, int place) {
        return Character.toLowerCase(Character.toUpperCase(text.charAt(place)));
    }
}
