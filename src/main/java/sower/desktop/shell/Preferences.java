package sower.desktop.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Properties;

/// What the person set, kept in one properties file. Read once at the start; [#save] may be called
/// from any thread, all else belongs to the view's thread.
public final class Preferences {
    private static final String THEME = "theme";
    private static final String LANGUAGE = "language";
    private static final String LIBRARY = "library";
    private static final String NET = "net";
    private static final String WELCOMED = "welcomed";

    private final Path file;
    private final Path usualLibrary;
    private final Properties values = new Properties();

    /// @param file need not exist yet; an unreadable one counts as empty
    /// @param usualLibrary where images go unless the person chose another folder
    public Preferences(Path file, Path usualLibrary) {
        this.file = file;
        this.usualLibrary = usualLibrary;
        try (var reader = Files.newBufferedReader(file)) {
            values.load(reader);
        } catch (IOException e) {
            System.getLogger(Preferences.class.getName())
                    .log(System.Logger.Level.DEBUG, "no settings yet: " + file, e);
        }
    }

    /// Those of the person who runs the program, where the system keeps such files.
    public static Preferences ofThisPerson() {
        var home = Path.of(System.getProperty("user.home"));
        return new Preferences(configuration(home), home.resolve("Sower images"));
    }

    public ThemeChoice theme() {
        return constant(THEME, ThemeChoice.SYSTEM);
    }

    public void theme(ThemeChoice choice) {
        values.setProperty(THEME, choice.name());
    }

    public Language language() {
        return constant(LANGUAGE, Language.SYSTEM);
    }

    public void language(Language choice) {
        values.setProperty(LANGUAGE, choice.name());
    }

    public Path library() {
        String chosen = values.getProperty(LIBRARY, "");
        return chosen.isEmpty() ? usualLibrary : Path.of(chosen);
    }

    public void library(Path folder) {
        values.setProperty(LIBRARY, folder.toString());
    }

    /// Whether the first-start panel was answered.
    public boolean welcomed() {
        return Boolean.parseBoolean(values.getProperty(WELCOMED, "false"));
    }

    public void welcomed(boolean answered) {
        values.setProperty(WELCOMED, Boolean.toString(answered));
    }

    /// Whether a running room is looked at as a net.
    public boolean net() {
        return Boolean.parseBoolean(values.getProperty(NET, "false"));
    }

    public void net(boolean chosen) {
        values.setProperty(NET, Boolean.toString(chosen));
    }

    /// Writes the file, whole or not at all.
    public Path save() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var writer = Files.newBufferedWriter(fresh)) {
            values.store(writer, "Sower: the window's settings");
        }
        return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /// One that nobody knows any more is `usual`.
    private <E extends Enum<E>> E constant(String key, E usual) {
        try {
            return Enum.valueOf(usual.getDeclaringClass(), values.getProperty(key, usual.name()));
        } catch (IllegalArgumentException e) {
            return usual;
        }
    }

    private static Path configuration(Path home) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("win")) {
            return from("APPDATA", home.resolve("AppData/Roaming"))
                    .resolve("Sower/window.properties");
        }
        if (system.contains("mac")) {
            return home.resolve("Library/Application Support/Sower/window.properties");
        }
        return from("XDG_CONFIG_HOME", home.resolve(".config")).resolve("sower/window.properties");
    }

    private static Path from(String variable, Path otherwise) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? otherwise : Path.of(value);
    }
}
