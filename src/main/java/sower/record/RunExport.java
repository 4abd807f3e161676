package sower.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sower.deploy.Json;
import sower.image.Durable;

/// A run's record for people and for other programs: JSON with everything, CSV (RFC 4180) with a
/// line per machine.
public record RunExport(RunRecord run) {
    private static final List<String> HEAD =
            List.of(
                    "run",
                    "image",
                    "signature",
                    "machine",
                    "id",
                    "address",
                    "serial",
                    "macs",
                    "disk",
                    "disk_model",
                    "disk_serial",
                    "disk_bytes",
                    "plan",
                    "phase",
                    "bytes",
                    "pieces_verified",
                    "released",
                    "ended",
                    "seconds",
                    "phases",
                    "message",
                    "warnings");

    /// Writes both beside the run's log.
    ///
    /// @return the two files
    public List<Path> write(Path library) throws IOException {
        var json = RunLog.export(library, run.run(), ".json");
        var csv = RunLog.export(library, run.run(), ".csv");
        Durable.replace(json, Json.indented(run));
        Durable.replace(csv, csv().getBytes(StandardCharsets.UTF_8));
        return List.of(json, csv);
    }

    /// A head and a line per machine.
    public String csv() {
        var text = new StringBuilder(line(HEAD));
        run.machines().forEach(machine -> text.append(line(cells(machine))));
        return text.toString();
    }

    private List<String> cells(MachineRecord machine) {
        boolean timed = machine.releasedMillis() > 0 && machine.endedMillis() > 0;
        long millis = timed ? machine.endedMillis() - machine.releasedMillis() : 0;
        return List.of(
                run.run(),
                run.image(),
                run.signature(),
                machine.name(),
                machine.id(),
                machine.address(),
                machine.serial(),
                String.join(" ", machine.macs()),
                machine.disk(),
                machine.diskModel(),
                machine.diskSerial(),
                String.valueOf(machine.diskLength()),
                machine.plan(),
                machine.phase().name().toLowerCase(Locale.ROOT),
                String.valueOf(machine.bytes()),
                String.valueOf(machine.pieces()),
                time(machine.releasedMillis()),
                time(machine.endedMillis()),
                timed ? "%.1f".formatted(millis / 1000.0) : "",
                machine.steps().stream().map(RunExport::step).collect(Collectors.joining(" ")),
                machine.message(),
                String.join("; ", machine.warnings()));
    }

    private static String step(MachineRecord.Step step) {
        return step.phase().name().toLowerCase(Locale.ROOT) + "@" + time(step.atMillis());
    }

    private static String time(long millis) {
        return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(RunExport::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /// Names come from the network: none of them may become a formula in a spreadsheet.
    private static String cell(String text) {
        var plain = text.matches("(?s)[=+@\\-\\t\\r].*") ? "'" + text : text;
        return plain.matches("(?s).*[\",\\r\\n].*")
                ? '"' + plain.replace("\"", "\"\"") + '"'
                : plain;
    }
}
