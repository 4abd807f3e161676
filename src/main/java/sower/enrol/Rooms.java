package sower.enrol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import sower.deploy.Json;
import sower.deploy.Roster;
import sower.image.Durable;
import sower.image.ImageLibrary;

/// The rooms of a site, each a set of machines: a file each in the library's folder `rooms`.
public record Rooms(Path folder) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String SUFFIX = ".json";

    /// Those of a library; none at first.
    public static Rooms of(ImageLibrary library) {
        return new Rooms(library.root().resolve("rooms"));
    }

    /// All of them, by name.
    public List<Roster> list() throws IOException {
        var rooms = new ArrayList<Roster>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var file :
                        files.filter(each -> each.toString().endsWith(SUFFIX)).sorted().toList()) {
                    rooms.add(Json.read(Files.readAllBytes(file), Roster.class));
                }
            }
        }
        return rooms;
    }

    /// One of them.
    ///
    /// @throws IOException in one sentence, when there is none
    public Roster room(String name) throws IOException {
        var file = file(name);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    "there is no room of that name; 'sower machines room NAME MACHINE…' makes one");
        }
        return Json.read(Files.readAllBytes(file), Roster.class);
    }

    /// Makes a room, or makes it anew.
    public void put(Roster room) throws IOException {
        var file = file(room.name());
        Files.createDirectories(folder);
        Durable.replace(file, Json.indented(room));
    }

    /// @throws IllegalArgumentException with a sentence, when the name cannot be a room's
    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' cannot be the name of a room; letters, digits, and . _ - are allowed"
                            .formatted(name));
        }
        return folder.resolve(name + SUFFIX);
    }
}
