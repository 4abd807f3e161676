package sower.enrol;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import sower.deploy.Json;
import sower.disk.RefusedException;
import sower.enrol.EnrolledMachine.State;
import sower.image.Durable;
import sower.image.ImageLibrary;

/// The machines of a site: a file each, in the library's folder `machines`. A machine that waits
/// for the technician is filed under its code, an enrolled one under its id. Several programs may
/// use the folder at once: `sower machines approve` speaks to a running `sower deploy` through it.
public final class EnrolledMachines {
    private static final Pattern CODE = Pattern.compile("[0-9a-z]{4}-[0-9a-z]{4}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final String WAITING = "waiting-";
    private static final String SUFFIX = ".json";
    private static final long FORGOTTEN_MILLIS = 600_000; // nobody stands before that screen
    private static final int MOST_WAITING = 200;
    private static final long SEEN_INTERVAL_MILLIS = 10_000; // between two writes of "last seen"

    private final Path folder;
    private final Map<String, EnrolledMachine> enrolled = new HashMap<>(); // guarded by this

    private EnrolledMachines(Path folder) {
        this.folder = folder;
    }

    /// Those of a library; none at first.
    public static EnrolledMachines of(ImageLibrary library) throws IOException {
        var folder = library.root().resolve("machines");
        Files.createDirectories(folder);
        return new EnrolledMachines(folder);
    }

    /// All of them, as their files say: those that wait first, then by name.
    public List<EnrolledMachine> list() throws IOException {
        var machines = new ArrayList<EnrolledMachine>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
                read(file).ifPresent(machines::add);
            }
        }
        machines.sort(
                Comparator.comparing(EnrolledMachine::state)
                        .thenComparing(machine -> machine.identity().name()));
        return machines;
    }

    /// The technician has compared a code.
    ///
    /// @throws RefusedException when no machine shows it
    public EnrolledMachine approve(String code, long nowMillis) throws IOException {
        var typed = code.strip().toLowerCase(Locale.ROOT);
        var file = folder.resolve(WAITING + typed + SUFFIX);
        var waiting =
                CODE.matcher(typed).matches() ? read(file) : Optional.<EnrolledMachine>empty();
        if (waiting.isEmpty()) {
            throw new RefusedException(
                    "no machine shows the code '%s'; 'sower machines list' has those that wait"
                            .formatted(typed));
        }
        var approved = waiting.get().as(State.APPROVED, nowMillis);
        write(file, approved);
        return approved;
    }

    /// Takes a machine's certificate back: it must be enrolled again.
    ///
    /// @return whether there was one
    public boolean forget(String id) throws IOException {
        return ID.matcher(id).matches() && Files.deleteIfExists(folder.resolve(id + SUFFIX));
    }

    /// A machine without ticket asks.
    ///
    /// @return how it stands
    synchronized State asks(EnrolledMachine machine) throws IOException {
        var file = folder.resolve(WAITING + machine.code() + SUFFIX);
        var known = read(file);
        if (known.isPresent() && known.get().state() == State.APPROVED) {
            return State.APPROVED;
        }
        if (known.isEmpty() && waiting(machine.seenMillis()) >= MOST_WAITING) {
            throw new RefusedException("too many machines wait to be enrolled");
        }
        write(file, machine);
        return State.WAITING;
    }

    /// A machine gets its certificate.
    synchronized void enrol(EnrolledMachine machine) throws IOException {
        write(folder.resolve(machine.id() + SUFFIX), machine);
        enrolled.put(machine.id(), machine);
        if (!machine.code().isEmpty()) {
            Files.deleteIfExists(folder.resolve(WAITING + machine.code() + SUFFIX));
        }
    }

    /// Whether a machine is enrolled with this key.
    ///
    /// @param key SHA-256 of its public key, hex
    synchronized boolean knows(String id, String key) throws IOException {
        var machine =
                ID.matcher(id).matches()
                        ? read(folder.resolve(id + SUFFIX))
                        : Optional.<EnrolledMachine>empty();
        machine.ifPresent(known -> enrolled.put(id, known));
        return machine.isPresent() && machine.get().key().equals(key);
    }

    /// A machine has been heard of; kept now and then.
    public synchronized void seen(String id, String address, long nowMillis) throws IOException {
        var machine = enrolled.get(id);
        if (machine != null && nowMillis - machine.seenMillis() >= SEEN_INTERVAL_MILLIS) {
            var file = folder.resolve(id + SUFFIX);
            if (Files.exists(file)) {
                var now = machine.seen(address, nowMillis);
                enrolled.put(id, now);
                write(file, now);
            }
        }
    }

    private long waiting(long nowMillis) throws IOException {
        long count = 0;
        for (var machine : list()) {
            if (machine.state() == State.WAITING) {
                count++;
                if (nowMillis - machine.seenMillis() > FORGOTTEN_MILLIS) {
                    Files.deleteIfExists(folder.resolve(WAITING + machine.code() + SUFFIX));
                    count--;
                }
            }
        }
        return count;
    }

    private static Optional<EnrolledMachine> read(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(Json.read(Files.readAllBytes(file), EnrolledMachine.class))
                : Optional.empty();
    }

    private static void write(Path file, EnrolledMachine machine) throws IOException {
        Durable.replace(file, Json.indented(machine));
    }
}
