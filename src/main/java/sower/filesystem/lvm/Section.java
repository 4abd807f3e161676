package sower.filesystem.lvm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sower.filesystem.CorruptFilesystemException;

/// A part of the text in which LVM2 describes a group: `name { … }`, `key = value` and comments.
///
/// @param sections by name
/// @param values by key; a single value is a list of one, a number is its digits
record Section(Map<String, Section> sections, Map<String, List<String>> values) {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "#[^\\n]*|[\\s\\x00]+|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([{}=\\[\\],])|([^\\s{}=\\[\\],#\"\\x00]+)");
    private static final int DEEPEST = 8;

    Section() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    static Section parse(String text) throws CorruptFilesystemException {
        var words = words(text);
        var all = new Section();
        int end = all.fill(words, 0, 0);
        if (end != words.size()) {
            throw new CorruptFilesystemException("the metadata closes more than it opens");
        }
        return all;
    }

    /// Signs stand as they are; strings and words have a space before them.
    private static List<String> words(String text) throws CorruptFilesystemException {
        var words = new ArrayList<String>();
        var token = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!token.find(at) || token.start() != at) {
                throw new CorruptFilesystemException("the metadata is not text at byte " + at);
            }
            if (token.group(1) != null) {
                words.add(" " + token.group(1).replaceAll("\\\\(.)", "$1"));
            } else if (token.group(2) != null) {
                words.add(token.group(2));
            } else if (token.group(3) != null) {
                words.add(" " + token.group(3));
            }
            at = token.end();
        }
        return words;
    }

    private int fill(List<String> words, int from, int depth) throws CorruptFilesystemException {
        int at = from;
        while (at < words.size() && !words.get(at).equals("}")) {
            var name = value(words, at);
            var sign = word(words, at + 1);
            if (sign.equals("{") && depth < DEEPEST) {
                var inner = new Section();
                at = inner.fill(words, at + 2, depth + 1);
                if (!word(words, at++).equals("}") || sections.put(name, inner) != null) {
                    throw new CorruptFilesystemException("the metadata's " + name + " is unclear");
                }
            } else if (sign.equals("=")) {
                var list = new ArrayList<String>();
                at = values(words, at + 2, list);
                values.put(name, List.copyOf(list));
            } else {
                throw new CorruptFilesystemException("the metadata has '%s'".formatted(sign));
            }
        }
        return at;
    }

    private static int values(List<String> words, int from, List<String> list)
            throws CorruptFilesystemException {
        if (!word(words, from).equals("[")) {
            list.add(value(words, from));
            return from + 1;
        }
        int at = from + 1;
        while (!word(words, at).equals("]")) {
            if (!word(words, at).equals(",")) {
                list.add(value(words, at));
            }
            at++;
        }
        return at + 1;
    }

    private static String word(List<String> words, int at) throws CorruptFilesystemException {
        if (at >= words.size()) {
            throw new CorruptFilesystemException("the metadata ends too early");
        }
        return words.get(at);
    }

    private static String value(List<String> words, int at) throws CorruptFilesystemException {
        var word = word(words, at);
        if (!word.startsWith(" ")) {
            throw new CorruptFilesystemException("the metadata has '%s'".formatted(word));
        }
        return word.substring(1);
    }

    /// A section that must be there.
    Section section(String name) throws CorruptFilesystemException {
        var found = sections.get(name);
        if (found == null) {
            throw new CorruptFilesystemException("the metadata has no " + name);
        }
        return found;
    }

    /// Values that may be there.
    List<String> list(String key) {
        return values.getOrDefault(key, List.of());
    }

    /// A value that must be there.
    String text(String key) throws CorruptFilesystemException {
        var found = list(key);
        if (found.size() != 1) {
            throw new CorruptFilesystemException("the metadata has no " + key);
        }
        return found.getFirst();
    }

    /// A number that must be there.
    long number(String key) throws CorruptFilesystemException {
        var digits = text(key);
        if (!digits.matches("\\d{1,15}")) {
            throw new CorruptFilesystemException("%s is not a number: %s".formatted(key, digits));
        }
        return Long.parseLong(digits);
    }

    /// All values of this and what is in it.
    Stream<String> allValues() {
        return Stream.concat(
                values.values().stream().flatMap(List::stream),
                sections.values().stream().flatMap(Section::allValues));
    }
}
