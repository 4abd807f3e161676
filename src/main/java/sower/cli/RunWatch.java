package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import sower.deploy.RunEvent;
import sower.record.RunLog;

/// A run's record as it grows, a line for each thing that happens, from its beginning to its end.
final class RunWatch {
    private static final long POLL_MILLIS = 500;

    private final PrintWriter out;
    private final Map<String, String> names = new HashMap<>(); // by machine

    RunWatch(PrintWriter out) {
        this.out = out;
    }

    /// @return whether every machine has its proof; false when it is given up
    boolean follow(Path library, String run, BooleanSupplier cancelled) throws IOException {
        int told = 0;
        while (!cancelled.getAsBoolean()) {
            var events = RunLog.events(library, run);
            for (var event : events.subList(told, events.size())) {
                tell(event);
                if (event instanceof RunEvent.Ended ended) {
                    return ended.proved();
                }
            }
            told = events.size();
            out.flush();
            Waiting.millis(POLL_MILLIS);
        }
        return false;
    }

    private void tell(RunEvent event) {
        switch (event) {
            case RunEvent.Began began -> say(event, "began with " + began.image());
            case RunEvent.Resumed _ -> say(event, "goes on after its workstation ended");
            case RunEvent.Planned planned -> {
                var hello = planned.hello();
                names.put(hello.id(), hello.name());
                say(event, hello.name() + " " + planned.plan());
            }
            case RunEvent.Released released ->
                    released.machines()
                            .forEach(grant ->
                                    say(
                                            event,
                                            "%s is released: %s"
                                                    .formatted(
                                                            name(grant.id()),
                                                            grant.disk().path())));
            case RunEvent.Withdrawn withdrawn ->
                    say(event, name(withdrawn.id()) + " needs another release");
            case RunEvent.Phased phased -> {
                var phase = phased.report().phase().name().toLowerCase(Locale.ROOT);
                var message = phased.report().message();
                say(event, (phased.report().name() + " " + phase + " " + message).strip());
            }
            case RunEvent.Ordered ordered ->
                    say(event, name(ordered.id()) + " is told: " + ordered.order());
            case RunEvent.Warned warned ->
                    say(event, name(warned.id()) + " warns: " + warned.sentence());
            case RunEvent.Refused refused -> say(event, "refused: " + refused.sentence());
            case RunEvent.Measured now ->
                    say(
                            event,
                            "%d receive %s to %s, half of them %s or more; %s from here, %s among themselves"
                                    .formatted(
                                            now.receiving(),
                                            Quantity.rate(now.lowest()),
                                            Quantity.rate(now.highest()),
                                            Quantity.rate(now.median()),
                                            Quantity.rate(now.seedRate()),
                                            Quantity.rate(now.exchangeRate())));
            case RunEvent.Ended ended ->
                    say(event, ended.proved() ? "ended, all proved" : "ended without every proof");
        }
    }

    private String name(String id) {
        return names.getOrDefault(id, id);
    }

    private void say(RunEvent event, String what) {
        var at =
                LocalTime.ofInstant(Instant.ofEpochMilli(event.at()), ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS);
        out.println(RehearsalText.plain("%tT  %s".formatted(at, what)));
    }
}
