package sower.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sower.deploy.Phase;
import sower.deploy.RoomPlan;
import sower.record.MachineRecord;
import sower.record.RunRecord;

/// A run's record as a person reads it, in one language.
///
/// @param run its id
/// @param verdict what came of it, in one sentence
/// @param good whether every machine that was released has its proof
/// @param facts about the run as a whole
/// @param rows those that need a person first, then by name
/// @param plan the machines as they stand in the room
public record RunReport(
        String run,
        String title,
        String verdict,
        boolean good,
        List<Fact> facts,
        List<String> columns,
        List<Row> rows,
        ReportPlan plan,
        List<Section> sections) {

    public RunReport {
        facts = List.copyOf(facts);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        sections = List.copyOf(sections);
    }

    /// One thing to know.
    public record Fact(String name, String value) {}

    /// One machine; a cell's lines are parted by a line feed, its first is the most important.
    ///
    /// @param outcome what the sign says
    public record Row(
            String machine,
            String disk,
            Outcome outcome,
            String outcomeWords,
            String bytes,
            String pieces,
            String took,
            String phases,
            String notes) {

        /// All cells, in the order of [RunReport#columns].
        public List<String> cells() {
            return List.of(machine, disk, outcomeWords, bytes, pieces, took, phases, notes);
        }
    }

    /// What became of a machine.
    public enum Outcome {
        PERSON,
        PROVED,
        LEFT
    }

    /// Sentences about one matter.
    public record Section(String title, List<String> sentences) {
        public Section {
            sentences = List.copyOf(sentences);
        }
    }

    private static final List<String> COLUMNS =
            List.of(
                    "column.machine",
                    "column.disk",
                    "column.outcome",
                    "column.bytes",
                    "column.pieces",
                    "column.took",
                    "column.phases",
                    "column.notes");

    /// @param room where its machines stand
    public static RunReport of(RunRecord record, RoomPlan room, ReportWords words) {
        var proved = record.machines().stream().filter(RunReport::proved).toList();
        long released = record.machines().stream().filter(RunReport::released).count();
        return new RunReport(
                record.run(),
                words.text("title", record.run()),
                verdict(record, proved.size(), released, words),
                released > 0 && proved.size() == released,
                facts(record, proved, released, words),
                COLUMNS.stream().map(words::text).toList(),
                rows(record, words),
                ReportPlan.of(record, room, words),
                sections(record, words));
    }

    private static boolean released(MachineRecord machine) {
        return machine.releasedMillis() > 0;
    }

    private static boolean proved(MachineRecord machine) {
        return released(machine) && machine.phase() == Phase.DONE;
    }

    static Outcome outcome(MachineRecord machine) {
        if (!released(machine)) {
            return Outcome.LEFT;
        }
        return proved(machine) ? Outcome.PROVED : Outcome.PERSON;
    }

    private static String verdict(RunRecord record, int proved, long released, ReportWords words) {
        if (released == 0) {
            return words.text("verdict.none");
        }
        if (proved == released) {
            return words.text("verdict.all", released);
        }
        boolean over =
                record.machines().stream()
                        .filter(RunReport::released)
                        .allMatch(machine -> machine.phase().ended());
        boolean some = over || record.endedMillis() > 0;
        return words.text(some ? "verdict.some" : "verdict.open", proved, released);
    }

    private static List<Fact> facts(
            RunRecord record, List<MachineRecord> proved, long released, ReportWords words) {
        var facts = new ArrayList<Fact>();
        fact(facts, words, "fact.image", record.image());
        fact(facts, words, "fact.manifest", record.manifest());
        fact(facts, words, "fact.signature", words.said(record.signature()));
        if (record.here()) {
            fact(facts, words, "fact.rule", words.text("fact.rule.here"));
        } else {
            fact(facts, words, "fact.rule", record.rule());
            fact(facts, words, "fact.address", record.address());
        }
        fact(facts, words, "fact.began", words.moment(record.beganMillis()));
        fact(
                facts,
                words,
                "fact.ended",
                record.endedMillis() == 0
                        ? words.text("fact.ended.not")
                        : words.moment(record.endedMillis()));
        if (record.resumed() > 0) {
            var times = words.text("fact.resumed.times", record.resumed());
            fact(facts, words, "fact.resumed", times);
        }
        fact(
                facts,
                words,
                "fact.machines",
                words.text(
                        "fact.machines.counted",
                        proved.size(),
                        released - proved.size(),
                        record.machines().size() - released));
        long bytes = proved.stream().mapToLong(MachineRecord::bytes).sum();
        fact(facts, words, "fact.bytes", words.text("fact.bytes.counted", words.count(bytes)));
        if (!proved.isEmpty()) {
            fact(facts, words, "fact.took", took(proved, words));
        }
        return facts;
    }

    private static String took(List<MachineRecord> proved, ReportWords words) {
        long[] millis = proved.stream().mapToLong(RunReport::millis).sorted().toArray();
        int last = millis.length - 1;
        return words.text(
                "fact.took.counted",
                words.duration(millis[last / 2]),
                words.duration(millis[(int) Math.ceil(0.99 * millis.length) - 1]),
                words.duration(millis[last]));
    }

    private static void fact(List<Fact> facts, ReportWords words, String key, String value) {
        facts.add(new Fact(words.text(key), value));
    }

    /// From its release to its end; 0 where one of them is missing.
    private static long millis(MachineRecord machine) {
        return released(machine) && machine.endedMillis() > 0
                ? machine.endedMillis() - machine.releasedMillis()
                : 0;
    }

    private static List<Row> rows(RunRecord record, ReportWords words) {
        var rows = new ArrayList<Row>();
        for (Outcome outcome : Outcome.values()) {
            record.machines().stream()
                    .filter(machine -> outcome(machine) == outcome)
                    .sorted(Comparator.comparing(MachineRecord::name))
                    .map(machine -> row(machine, outcome, record.beganMillis(), words))
                    .forEach(rows::add);
        }
        return rows;
    }

    private static Row row(MachineRecord machine, Outcome outcome, long began, ReportWords words) {
        boolean ours = released(machine);
        return new Row(
                lines(
                        machine.name(),
                        machine.address(),
                        serial(machine.serial(), words),
                        String.join("\n", machine.macs())),
                ours ? disk(machine, words) : words.text("disk.none"),
                outcome,
                outcomeWords(machine, words),
                proved(machine) ? words.count(machine.bytes()) : "",
                proved(machine) ? words.count(machine.pieces()) : "",
                ours ? times(machine, began, words) : "",
                phases(machine, words),
                notes(machine, words));
    }

    /// What became of a machine, in a word or two.
    static String outcomeWords(MachineRecord machine, ReportWords words) {
        return words.text(released(machine) ? "Phase." + machine.phase().name() : "outcome.left");
    }

    private static String disk(MachineRecord machine, ReportWords words) {
        return lines(
                machine.disk(),
                machine.diskModel(),
                serial(machine.diskSerial(), words),
                words.text("disk.bytes", words.count(machine.diskLength())));
    }

    private static String serial(String serial, ReportWords words) {
        return serial.isEmpty() ? words.text("serial.none") : words.text("serial", serial);
    }

    private static String times(MachineRecord machine, long began, ReportWords words) {
        var from = words.text("from", words.moment(machine.releasedMillis(), began));
        return machine.endedMillis() == 0
                ? from
                : lines(
                        words.duration(millis(machine)),
                        from,
                        words.text("until", words.moment(machine.endedMillis(), began)));
    }

    /// How long each phase took that another one followed.
    private static String phases(MachineRecord machine, ReportWords words) {
        var steps = machine.steps();
        var spoken = new ArrayList<String>();
        for (int i = 0; i + 1 < steps.size(); i++) {
            long millis = steps.get(i + 1).atMillis() - steps.get(i).atMillis();
            var phase = words.text("Phase." + steps.get(i).phase().name());
            spoken.add(words.text("phase.took", phase, words.duration(millis)));
        }
        return String.join("\n", spoken);
    }

    private static String notes(MachineRecord machine, ReportWords words) {
        var what = released(machine) ? machine.message() : machine.plan();
        return Stream.concat(Stream.of(what), machine.warnings().stream())
                .filter(sentence -> !sentence.isEmpty())
                .map(words::said)
                .collect(Collectors.joining("\n"));
    }

    private static List<Section> sections(RunRecord record, ReportWords words) {
        return Stream.of(
                        section("section.refused", record.refused(), words),
                        section("section.trouble", record.trouble(), words))
                .filter(section -> !section.sentences().isEmpty())
                .toList();
    }

    private static Section section(String key, List<String> sentences, ReportWords words) {
        return new Section(words.text(key), sentences.stream().map(words::said).toList());
    }

    private static String lines(String... lines) {
        return Stream.of(lines).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
