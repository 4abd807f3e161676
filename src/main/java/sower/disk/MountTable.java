package sower.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is mounted and swapped to at one moment (proc(5): `/proc/self/mountinfo`, `/proc/swaps`).
///
/// @param swaps device nodes and files
record MountTable(List<Mount> mounts, List<Path> swaps) {

    /// One mount.
    ///
    /// @param majorMinor of the device; `0:N` for file systems that have none or several
    /// @param source what was mounted, often a device node
    /// @param superOptions options of the file system, such as `lowerdir=…`
    record Mount(String majorMinor, Path point, String source, List<String> superOptions) {}

    MountTable {
        mounts = List.copyOf(mounts);
        swaps = List.copyOf(swaps);
    }

    static MountTable read(Path proc) throws IOException {
        var mounts = new ArrayList<Mount>();
        for (var line : lines(proc.resolve("self/mountinfo"))) {
            mount(line).ifPresent(mounts::add);
        }
        var swaps =
                lines(proc.resolve("swaps")).stream()
                        .skip(1) // its headings
                        .map(line -> Path.of(unescaped(line.split("\\s+", 2)[0])))
                        .toList();
        return new MountTable(mounts, swaps);
    }

    /// The mount that a file lies on: the last one with the longest mount point.
    Optional<Mount> holding(Path file) {
        Mount best = null;
        for (var mount : mounts) {
            boolean deeper =
                    best == null || mount.point().getNameCount() >= best.point().getNameCount();
            if (file.startsWith(mount.point()) && deeper) {
                best = mount;
            }
        }
        return Optional.ofNullable(best);
    }

    private static Optional<Mount> mount(String line) {
        // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
        var halves = line.split(" - ", 2);
        var before = halves[0].split(" ", -1);
        if (halves.length < 2 || before.length < 5) {
            return Optional.empty();
        }
        var after = halves[1].split(" ", -1);
        var options = after.length > 2 ? Arrays.asList(after[2].split(",")) : List.<String>of();
        return Optional.of(
                new Mount(
                        before[2],
                        Path.of(unescaped(before[4])),
                        after.length > 1 ? unescaped(after[1]) : "",
                        options.stream().map(MountTable::unescaped).toList()));
    }

    private static List<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.readString(file).lines()) {
            return lines.toList();
        }
    }

    /// Blanks are written in octal: `\040`.
    static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var source = text.getBytes(StandardCharsets.UTF_8);
        var plain = new byte[source.length];
        int length = 0;
        for (int i = 0; i < source.length; i++) {
            if (source[i] == '\\' && i + 3 < source.length) {
                var octal = new String(source, i + 1, 3, StandardCharsets.US_ASCII);
                if (octal.chars().allMatch(digit -> digit >= '0' && digit <= '7')) {
                    plain[length++] = (byte) Integer.parseInt(octal, 8);
                    i += 3;
                    continue;
                }
            }
            plain[length++] = source[i];
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }
}
