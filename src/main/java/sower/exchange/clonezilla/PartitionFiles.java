package sower.exchange.clonezilla;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the files of a partition: `sda1.ext4-ptcl-img.gz`, often split into `….aa`, `….ab` and so
/// on; `sda1.dd-img` where all bytes were copied.
final class PartitionFiles {
    private static final Pattern NAME =
            Pattern.compile(
                    "\\.(?<kind>[A-Za-z0-9_+]+)-(?<program>ptcl-img|img)"
                            + "(?:\\.(?<packing>gz|bz2|lzo|lzma|xz|lz4|lzip|lrz|zst|uncomp))?"
                            + "(?:\\.(?<part>[a-z]{2,4}))?");
    private static final String ALL_BYTES = "dd";

    private PartitionFiles() {}

    /// The image of `partition`, if there is one.
    ///
    /// @throws IOException naming the part that is missing, or the program that wrote it
    static Optional<SavedPartition> find(Path folder, String partition) throws IOException {
        var parts = new TreeMap<String, Path>();
        var forms = new TreeSet<String>();
        Matcher first = NAME.matcher("");
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                var match = NAME.matcher(name.replaceFirst("^" + Pattern.quote(partition), ""));
                if (name.startsWith(partition + ".") && match.matches()) {
                    var part = match.group("part") == null ? "" : match.group("part");
                    forms.add(name.substring(0, name.length() - part.length()));
                    parts.put(part, file);
                    first = match;
                }
            }
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        boolean whole = first.group("kind").equals(ALL_BYTES);
        check(partition, forms, parts, whole || first.group("program").equals("ptcl-img"));
        var packing = first.group("packing") == null ? "" : first.group("packing");
        var files = new ArrayList<>(parts.values());
        return Optional.of(new SavedPartition(partition, whole, files, packing));
    }

    private static void check(
            String partition, Set<String> forms, SortedMap<String, Path> parts, boolean known)
            throws IOException {
        if (forms.size() > 1) {
            throw new IOException(
                    "there are several images of %s: %s"
                            .formatted(partition, String.join(", ", forms)));
        }
        if (!known) {
            throw new IOException(
                    "%s was not written by partclone or dd, and is in a form that is not known here"
                            .formatted(parts.get(parts.firstKey())));
        }
        if (parts.firstKey().isEmpty()) {
            return;
        }
        var expected = "a".repeat(parts.firstKey().length());
        for (var part : List.copyOf(parts.keySet())) {
            if (!part.equals(expected)) {
                throw new IOException(
                        "the image of %s lacks its part .%s".formatted(partition, expected));
            }
            expected = after(expected);
        }
    }

    /// What `split` calls the next part: `ab` after `aa`, `ba` after `az`.
    private static String after(String part) {
        var letters = part.toCharArray();
        for (int i = letters.length - 1; i >= 0; i--) {
            if (letters[i] < 'z') {
                letters[i]++;
                return new String(letters);
            }
            letters[i] = 'a';
        }
        return new String(letters);
    }
}
