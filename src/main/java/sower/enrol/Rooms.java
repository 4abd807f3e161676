package sower.enrol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sower.deploy.Json;
import sower.deploy.RoomPlan;
import sower.deploy.RoomProfile;
import sower.deploy.Roster;
import sower.image.Durable;
import sower.image.ImageLibrary;

/// The rooms of a site, each a set of machines: a file each in the library's folder `rooms`. Where
/// machines stand in them is told by files in its folder `plans`, and how they were opened last by
/// files in its folder `profiles`.
public record Rooms(Path folder) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String SUFFIX = ".json";
    private static final String PLANS = "plans";
    private static final String PROFILES = "profiles";

    /// Those of a library; none at first.
    public static Rooms of(ImageLibrary library) {
        return new Rooms(library.root().resolve("rooms"));
    }

    /// All of them, by name.
    public List<Roster> list() throws IOException {
        return all(folder, Roster.class);
    }

    private static <T> List<T> all(Path folder, Class<T> kind) throws IOException {
        var all = new ArrayList<T>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var file :
                        files.filter(each -> each.toString().endsWith(SUFFIX)).sorted().toList()) {
                    all.add(Json.read(Files.readAllBytes(file), kind));
                }
            }
        }
        return all;
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

    /// Whether a room may be called so.
    public static boolean mayBeCalled(String name) {
        return NAME.matcher(name).matches();
    }

    /// Puts machines into one room and takes them out of all others; a room that has none left is
    /// gone.
    ///
    /// @param name of the room; empty for none
    /// @param all enrolled machines, among which each must be told by its word
    public void move(Collection<EnrolledMachine> some, String name, Collection<EnrolledMachine> all)
            throws IOException {
        for (var room : list()) {
            var words = new ArrayList<>(room.machines());
            words.removeIf(word -> some.stream().anyMatch(machine -> means(word, machine)));
            if (words.isEmpty() && !room.name().equals(name)) {
                Files.delete(file(room.name()));
            } else if (words.size() < room.machines().size()) {
                put(new Roster(room.name(), words));
            }
        }
        if (!name.isEmpty()) {
            var words = new ArrayList<String>();
            if (Files.exists(file(name))) {
                words.addAll(room(name).machines());
            }
            some.forEach(machine -> words.add(word(machine, all)));
            put(new Roster(name, words));
        }
    }

    /// The room that lists a machine; empty where none does.
    public static Optional<Roster> of(EnrolledMachine machine, List<Roster> rooms) {
        return rooms.stream()
                .filter(room -> room.machines().stream().anyMatch(word -> means(word, machine)))
                .findFirst();
    }

    private static boolean means(String word, EnrolledMachine machine) {
        var identity = machine.identity();
        return Roster.means(word, identity.name(), identity.serial(), identity.macs());
    }

    /// Its name, where no other has it, because a person knows it by that.
    private static String word(EnrolledMachine machine, Collection<EnrolledMachine> all) {
        var identity = machine.identity();
        var name = identity.name();
        boolean alone =
                all.stream()
                        .noneMatch(other ->
                                other.identity().name().equals(name)
                                        && !other.id().equals(machine.id()));
        if (alone) {
            return name;
        }
        return identity.serial().isEmpty()
                ? identity.macs().stream().findFirst().orElse(name)
                : identity.serial();
    }

    /// Makes a room, or makes it anew.
    public void put(Roster room) throws IOException {
        keep(file(room.name()), room);
    }

    /// Where the machines of a room stand.
    ///
    /// @param name of the room; empty for runs that mean everybody
    public RoomPlan plan(String name) throws IOException {
        var file = file(PLANS, name);
        return Files.exists(file)
                ? Json.read(Files.readAllBytes(file), RoomPlan.class)
                : RoomPlan.none(name);
    }

    /// Keeps where they stand.
    public void keep(RoomPlan plan) throws IOException {
        keep(file(PLANS, plan.room()), plan);
    }

    /// How rooms were opened last.
    public List<RoomProfile> profiles() throws IOException {
        return all(folder.resolve(PROFILES), RoomProfile.class);
    }

    /// Keeps how one was opened.
    public void keep(RoomProfile profile) throws IOException {
        keep(file(PROFILES, profile.room()), profile);
    }

    private static void keep(Path file, Object what) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Durable.replace(file, Json.indented(what));
    }

    private Path file(String kind, String name) {
        var files = folder.resolve(kind);
        return name.isEmpty() ? files.resolve("_" + SUFFIX) : files.resolve(checked(name));
    }

    /// @throws IllegalArgumentException with a sentence, when the name cannot be a room's
    private static String checked(String name) {
        if (!mayBeCalled(name)) {
            throw new IllegalArgumentException(
                    "'%s' cannot be the name of a room; letters, digits, and . _ - are allowed"
                            .formatted(name));
        }
        return name + SUFFIX;
    }

    private Path file(String name) {
        return folder.resolve(checked(name));
    }
}
