package sower.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sower.deploy.Roster;
import sower.deploy.RunEvent;

/// What a run's events add up to.
///
/// @param image its title
/// @param manifest SHA-256 of the image's manifest, hex
/// @param signature who vouches for the image
/// @param room that was meant; empty where everybody was
/// @param endedMillis 0 when it has not ended
/// @param proved whether every released machine has its proof
/// @param resumed how often the workstation came back in the middle
/// @param measured how fast the room was through its time
/// @param refused who was turned away, a sentence each
/// @param trouble what was wrong on the workstation's side, a sentence each
public record RunRecord(
        String run,
        String image,
        String manifest,
        String signature,
        String rule,
        String room,
        String address,
        long beganMillis,
        long endedMillis,
        boolean proved,
        int resumed,
        List<MachineRecord> machines,
        List<RunEvent.Measured> measured,
        List<String> refused,
        List<String> trouble) {

    public RunRecord {
        machines = List.copyOf(machines);
        measured = List.copyOf(measured);
        refused = List.copyOf(refused);
        trouble = List.copyOf(trouble);
    }

    /// Whether disks of the workstation itself were overwritten.
    public boolean here() {
        return address.isEmpty();
    }

    /// @throws IOException in one sentence, when there is no such run, or its log is damaged
    public static RunRecord of(Path library, String run) throws IOException {
        return of(RunLog.events(library, run));
    }

    /// @param events at least the first
    public static RunRecord of(List<RunEvent> events) throws IOException {
        var began = RunLog.began(events);
        Map<String, MachineStory> stories = new LinkedHashMap<>();
        var measured = new ArrayList<RunEvent.Measured>();
        var refused = new ArrayList<String>();
        int resumed = 0;
        Optional<RunEvent.Ended> ended = Optional.empty();
        for (var event : events) {
            switch (event) {
                case RunEvent.Began beginning -> {}
                case RunEvent.Resumed again -> {
                    resumed++;
                    stories.values().forEach(MachineStory::resumed);
                }
                case RunEvent.Refused turned -> refused.add(turned.sentence());
                case RunEvent.Measured moment -> measured.add(moment);
                case RunEvent.Ended end -> ended = Optional.of(end);
                case RunEvent ofMachines -> tell(stories, ofMachines);
            }
        }
        return new RunRecord(
                began.run(),
                began.image(),
                began.manifest(),
                began.signature(),
                began.rule(),
                Optional.ofNullable(began.roster()).map(Roster::name).orElse(""),
                began.address(),
                began.at(),
                ended.map(RunEvent.Ended::at).orElse(0L),
                ended.map(RunEvent.Ended::proved).orElse(false),
                resumed,
                stories.values().stream().map(MachineStory::record).toList(),
                measured,
                refused,
                trouble(ended));
    }

    private static void tell(Map<String, MachineStory> stories, RunEvent event) {
        switch (event) {
            case RunEvent.Planned planned ->
                    stories.computeIfAbsent(planned.hello().id(), _ -> new MachineStory(planned))
                            .planned(planned);
            case RunEvent.Released(var at, var machines) ->
                    machines.forEach(each ->
                            story(stories, each.id())
                                    .ifPresent(told -> told.released(at, each.disk())));
            case RunEvent.Withdrawn withdrawn ->
                    story(stories, withdrawn.id())
                            .ifPresent(told -> told.warn("its release was withdrawn"));
            case RunEvent.Phased phased ->
                    story(stories, phased.report().id()).ifPresent(told -> told.phased(phased));
            case RunEvent.Ordered ordered ->
                    story(stories, ordered.id())
                            .ifPresent(told -> told.warn("ordered: " + ordered.order()));
            case RunEvent.Warned warned ->
                    story(stories, warned.id()).ifPresent(told -> told.warnOnce(warned.sentence()));
            case RunEvent.Began ofTheRun -> {}
            case RunEvent.Resumed ofTheRun -> {}
            case RunEvent.Refused ofTheRun -> {}
            case RunEvent.Measured ofTheRun -> {}
            case RunEvent.Ended ofTheRun -> {}
        }
    }

    private static List<String> trouble(Optional<RunEvent.Ended> ended) {
        return ended.flatMap(end -> Optional.ofNullable(end.trouble())).orElse(List.of());
    }

    private static Optional<MachineStory> story(Map<String, MachineStory> stories, String id) {
        return Optional.ofNullable(stories.get(id));
    }
}
