package sower;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// What a test needs of the machine: without it the test is skipped with the reason, and fails
/// where `SOWER_CI=1` says that everything must be there.
public final class Needs {
    private static final List<String> SYSTEM_FOLDERS =
            List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private Needs() {}

    /// The test opens devices, mounts or makes network namespaces.
    public static void root() {
        that(isRoot(), "this test must run as root");
    }

    /// The test starts these programs.
    public static void tool(String... names) {
        for (var name : names) {
            that(find(name), "this test needs the program " + name);
        }
    }

    /// The test opens a window.
    public static void display() {
        boolean x11 = !System.getenv().getOrDefault("DISPLAY", "").isEmpty();
        boolean other =
                !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        that(x11 || other, "this test needs a display (DISPLAY is not set; try xvfb-run)");
    }

    /// The test needs a condition that `reason` puts in words.
    public static void that(boolean met, String reason) {
        if (everything()) {
            Assertions.assertTrue(met, reason + " (SOWER_CI=1 allows no skipping)");
        }
        Assumptions.assumeTrue(met, reason);
    }

    /// Whether no test may be skipped here.
    public static boolean everything() {
        return "1".equals(System.getenv("SOWER_CI"));
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }

    private static boolean find(String name) {
        var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Stream.concat(Stream.of(path), SYSTEM_FOLDERS.stream())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
