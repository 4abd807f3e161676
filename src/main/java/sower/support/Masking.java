package sower.support;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Replaces what is private by pseudonyms, the same for the same everywhere: `machine-1`,
/// `address-3`. First everything that is known to be a name is learned, then texts are masked.
///
/// In a text it finds the names that it has learned, and what looks like an address, a key, or a
/// folder of somebody: those need not be learned.
public final class Masking {
    private static final String WORD = "[^\\s/\\\\\"'“”,;:()\\[\\]{}<>]+";
    private static final Pattern SHAPES =
            Pattern.compile(
                    String.join(
                            "|",
                            "(?<media>(?:/run)?/media/)(?<owner>" + WORD + ")",
                            "(?<home>/home/|/Users/|[A-Za-z]:\\\\{1,2}Users\\\\{1,2})(?<user>"
                                    + WORD
                                    + ")",
                            "(?<said>\\b(?:serial=|wwn=|S/N )|\\bhost name )(?<value>" + WORD + ")",
                            "(?<mac>(?<![\\w:-])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![\\w:-]))",
                            "(?<six>(?<![\\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}"
                                    + "(?:[0-9A-Fa-f]{0,4}|(?:[0-9]{1,3}\\.){3}[0-9]{1,3})"
                                    + "(?:(?![\\w:])|(?=:[0-9]{5}(?!\\w))))",
                            "(?<four>(?<![\\w.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?!\\w|\\.[0-9]))",
                            "(?<uuid>(?<!\\w)[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})",
                            "(?<print>(?<!\\w)[0-9A-Fa-f]{4}(?:-[0-9A-Fa-f]{4}){3,}(?!\\w))",
                            "(?<ticket>(?<!\\w)[0-9a-z-]{1,40}\\.[A-Za-z0-9_-]{64}(?!\\w))",
                            "(?<hex>(?<![0-9A-Za-z])[0-9A-Fa-f]{16,}(?![0-9A-Za-z]))",
                            "(?<base>(?<![\\w+/=-])[A-Za-z0-9+/_-]{32,}={0,2})"));
    private static final Pattern DOMAIN = Pattern.compile("(?:\\.[A-Za-z0-9-]+)+");
    private static final Set<String> OF_EVERYBODY =
            Set.of("localhost", "root", "0.0.0.0", "127.0.0.1", "::", "::1");

    private final Pseudonyms pseudonyms = new Pseudonyms();

    /// What stands for a name from now on; nothing for nothing.
    public String name(Secret kind, String name) {
        if (name.isBlank() || OF_EVERYBODY.contains(name.toLowerCase(Locale.ROOT))) {
            return name;
        }
        if (kind == Secret.MAC) {
            return mac(name);
        }
        return pseudonyms.of(kind, name);
    }

    /// Lets another name stand for the same.
    ///
    /// @return what stands for `other`, which may be known as something else already
    public String also(Secret kind, String name, String other) {
        if (other.isBlank() || OF_EVERYBODY.contains(other.toLowerCase(Locale.ROOT))) {
            return other;
        }
        return pseudonyms.give(kind, other, name(kind, name));
    }

    /// A text with pseudonyms in the place of all that is private in it.
    public String text(String text) {
        var masked = new StringBuilder();
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            var found = pseudonyms.at(text, at);
            if (found.isEmpty()) {
                at++;
                continue;
            }
            shapes(text, from, at, masked);
            masked.append(found.get().pseudonym());
            at = withoutDomain(text, found.get());
            from = at;
        }
        shapes(text, from, text.length(), masked);
        return masked.toString();
    }

    /// `pc-01.school.example` is one machine: where it is, is private too.
    private static int withoutDomain(String text, Pseudonyms.Found found) {
        if (!found.pseudonym().startsWith(Secret.MACHINE.pseudonym(0).replace("0", ""))) {
            return found.end();
        }
        var domain = DOMAIN.matcher(text).region(found.end(), text.length());
        return domain.lookingAt() ? domain.end() : found.end();
    }

    private void shapes(String text, int from, int to, StringBuilder masked) {
        var shapes = SHAPES.matcher(text).region(from, to).useTransparentBounds(true);
        int done = from;
        while (shapes.find()) {
            masked.append(text, done, shapes.start()).append(shape(shapes));
            done = shapes.end();
        }
        masked.append(text, done, to);
    }

    private String shape(MatchResult found) {
        String whole = found.group();
        if (found.group("home") != null) {
            return found.group("home") + name(Secret.USER, found.group("user"));
        }
        if (found.group("media") != null) {
            return found.group("media") + name(Secret.USER, found.group("owner"));
        }
        if (found.group("said") != null) {
            boolean host = found.group("said").startsWith("host");
            var kind = host ? Secret.MACHINE : Secret.SERIAL;
            return found.group("said") + name(kind, found.group("value"));
        }
        if (found.group("mac") != null) {
            return mac(whole);
        }
        if (found.group("six") != null) {
            return isAddress(whole) ? name(Secret.ADDRESS, whole) : whole;
        }
        if (found.group("four") != null) {
            return name(Secret.ADDRESS, whole);
        }
        boolean key = found.group("base") == null || isKey(whole);
        return key ? name(Secret.KEY, whole) : whole;
    }

    /// Also known without its colons, as interfaces are named after it.
    private String mac(String mac) {
        var digits = mac.toLowerCase(Locale.ROOT).replaceAll("[:-]", "");
        var pseudonym = pseudonyms.of(Secret.MAC, digits);
        pseudonyms.give(Secret.MAC, mac, pseudonym);
        pseudonyms.give(Secret.MAC, mac.replace('-', ':'), pseudonym);
        return pseudonyms.give(Secret.MAC, mac.replace(':', '-'), pseudonym);
    }

    /// A time of day has colons too.
    private static boolean isAddress(String text) {
        return (text.contains("::") || text.chars().filter(each -> each == ':').count() >= 6)
                && text.chars().anyMatch(Character::isLetterOrDigit);
    }

    /// Names of classes and files are long too, but seldom without any order.
    private static boolean isKey(String text) {
        return !text.startsWith("/")
                && text.chars().anyMatch(Character::isDigit)
                && text.chars().anyMatch(Character::isUpperCase)
                && text.chars().anyMatch(Character::isLowerCase);
    }
}
