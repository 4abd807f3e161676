package sower.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import sower.disk.Disk;
import sower.enrol.EnrolledMachines;
import sower.image.ImageLibrary;
import sower.record.RunLog;
import sower.support.SupportBundle.Content;
import sower.support.SupportBundle.Part;

/// Reads what a bundle is made of: first all names, so that each is masked wherever it stands, then
/// the texts.
final class Gathering {
    private static final System.Logger LOG = System.getLogger(Gathering.class.getName());
    private static final int MOST_RUNS = 5;
    private static final List<String> PROPERTIES =
            List.of(
                    "java.version",
                    "java.vendor",
                    "java.vm.name",
                    "javafx.runtime.version",
                    "os.name",
                    "os.version",
                    "os.arch",
                    "file.encoding",
                    "user.language",
                    "user.country");

    private final SupportBundle.Sources sources;
    private final Masking masking = new Masking();
    private final List<String> trouble = new ArrayList<>();
    private final List<MaskedRun> runs = new ArrayList<>();
    private List<Disk> disks = List.of();
    private List<String> lines = List.of();

    /// Something that is read, and may fail.
    private interface Reading {
        void read() throws IOException;
    }

    Gathering(SupportBundle.Sources sources) {
        this.sources = sources;
    }

    List<Part> parts() {
        attempt("images", this::learnImages);
        attempt("machines", this::learnMachines);
        attempt("disks", () -> disks = sources.disks().list(false));
        disks.forEach(this::learn);
        attempt("runs", this::readRuns);
        learnThisComputer();
        attempt("log", () -> lines = ProgramLog.lines(sources.log()));
        var parts = new ArrayList<Part>();
        parts.add(new Part(Content.SYSTEM, "system.txt", system()));
        parts.add(new Part(Content.DISKS, "disks.txt", describedDisks()));
        for (var run : runs) {
            var name = "runs/" + run.run() + ".jsonl";
            parts.add(new Part(Content.RUN, name, run.masked(masking)));
        }
        parts.add(new Part(Content.LOG, "log.txt", log()));
        return parts;
    }

    private void attempt(String what, Reading reading) {
        try {
            reading.read();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "support bundle: " + what, e);
            trouble.add(what + " could not be read: " + e);
        }
    }

    private void learnThisComputer() {
        masking.name(Secret.USER, System.getProperty("user.name", ""));
        var home = Path.of(System.getProperty("user.home", "")).getFileName();
        masking.name(Secret.USER, home == null ? "" : home.toString());
        try {
            masking.name(Secret.MACHINE, InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException nameless) {
            LOG.log(System.Logger.Level.DEBUG, "this computer has no name", nameless);
        }
    }

    private void learnImages() throws IOException {
        var library = new ImageLibrary(sources.library());
        if (!Files.isDirectory(library.root())) {
            return;
        }
        for (var image : library.list()) {
            masking.name(Secret.IMAGE, image.manifest().name());
            masking.name(Secret.SERIAL, image.manifest().source().serial());
        }
    }

    private void learnMachines() throws IOException {
        if (!Files.isDirectory(sources.library().resolve("machines"))) {
            return; // to look would make the folder
        }
        for (var machine : EnrolledMachines.of(new ImageLibrary(sources.library())).list()) {
            var identity = machine.identity();
            masking.also(Secret.MACHINE, machine.id(), identity.name());
            masking.name(Secret.SERIAL, identity.serial());
            identity.macs().forEach(mac -> masking.name(Secret.MAC, mac));
            identity.disks().forEach(serial -> masking.name(Secret.SERIAL, serial));
            masking.name(Secret.KEY, machine.key());
            masking.name(Secret.KEY, machine.code());
        }
    }

    private void learn(Disk disk) {
        masking.name(Secret.SERIAL, disk.serial());
        masking.name(Secret.SERIAL, disk.wwn());
    }

    private void readRuns() throws IOException {
        var names = RunLog.runs(sources.library());
        for (var run : names.subList(Math.max(0, names.size() - MOST_RUNS), names.size())) {
            attempt(
                    "run " + run,
                    () ->
                            runs.add(
                                    MaskedRun.read(
                                            run, RunLog.text(sources.library(), run), masking)));
        }
    }

    private String system() {
        var text = new StringBuilder();
        text.append("Sower ").append(Versions.SOWER).append('\n');
        text.append("made ").append(sources.clock().instant()).append("\n\n");
        for (var property : PROPERTIES) {
            text.append("%-24s%s%n".formatted(property, System.getProperty(property, "")));
        }
        var machine = Runtime.getRuntime();
        text.append("%-24s%d%n".formatted("processors", machine.availableProcessors()));
        text.append("%-24s%,d%n".formatted("most memory, bytes", machine.maxMemory()));
        text.append("%-24s%s%n".formatted("library", sources.library()));
        text.append("%-24s%s%n%n".formatted("log", sources.log()));
        text.append(
                """
                The same name stands for the same thing in all files: machine-1, address-3. The real
                names of machines, rooms, images and people, their addresses, serial numbers, labels
                and keys are not in here. Scripts and what they printed were left out.
                """);
        runs.forEach(run ->
                text.append("%nruns/%s.jsonl: %d events".formatted(run.run(), run.events())));
        trouble.forEach(sentence -> text.append('\n').append(sentence));
        return masking.text(text.append('\n').toString());
    }

    private String describedDisks() {
        var text = new StringBuilder();
        for (var disk : disks) {
            text.append(
                    masking.text(
                            "%-12s %,20d bytes  %s%n"
                                    .formatted(disk.name(), disk.length(), described(disk))));
        }
        return disks.isEmpty() ? "no disks found\n" : text.toString();
    }

    private static String described(Disk disk) {
        var words = new ArrayList<String>();
        words.add(disk.transport().name().toLowerCase(Locale.ROOT));
        words.add(
                "sectors of %d/%d".formatted(disk.logicalSectorSize(), disk.physicalSectorSize()));
        words.add(disk.rotational() ? "rotating" : "");
        words.add(disk.removable() ? "removable" : "");
        words.add(disk.readOnly() ? "read-only" : "");
        words.add(disk.system() ? "runs this system" : "");
        var uses = new TreeMap<String, Integer>();
        disk.uses()
                .forEach(use ->
                        uses.merge(use.kind().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        uses.forEach((kind, count) -> words.add(count + " " + kind));
        words.removeIf(String::isEmpty);
        return String.join(", ", words);
    }

    private String log() {
        if (lines.isEmpty()) {
            return "nothing was logged\n";
        }
        var text = new StringBuilder();
        lines.forEach(line -> text.append(masking.text(line)).append('\n'));
        return text.toString();
    }
}
