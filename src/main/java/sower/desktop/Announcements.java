package sower.desktop;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sower.capture.CaptureProgress;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.Phase;
import sower.desktop.deploy.RoomFigures;

/// What of a job is worth a sentence aloud: that it has come to another stage, that it needs a
/// person, that it is over. Never that it has gone on.
final class Announcements {
    private @Nullable Object told;

    /// What was told of a room.
    private record Room(Phase phase, int needPerson, boolean ended) {}

    /// The sentence for this snapshot, if there is news in it.
    Optional<String> of(DeploymentSnapshot room) {
        var figures = RoomFigures.of(room);
        var phase = mostly(room);
        if (phase.isEmpty()
                || !isNews(new Room(phase.get(), figures.needPerson(), figures.ended()))) {
            return Optional.empty();
        }
        return Optional.of(
                text("announce.room", room.image(), word(phase.get()), verdict(figures)));
    }

    /// The same for a capture.
    Optional<String> of(String image, CaptureProgress progress) {
        return isNews(progress.stage())
                ? Optional.of(text("announce.capture", image, word(progress.stage())))
                : Optional.empty();
    }

    private boolean isNews(Object now) {
        boolean news = !now.equals(told);
        told = now;
        return news;
    }

    /// The phase that most machines are in; of two, the earlier.
    private static Optional<Phase> mostly(DeploymentSnapshot room) {
        return Stream.of(Phase.values())
                .filter(phase -> room.count(phase) > 0)
                .max(
                        Comparator.<Phase>comparingInt(room::count)
                                .thenComparing(Comparator.reverseOrder()));
    }

    private static String verdict(RoomFigures figures) {
        if (figures.needPerson() > 0) {
            return text(
                    "room.verdict.person",
                    figures.done(),
                    figures.machines(),
                    figures.needPerson());
        }
        return figures.done() == figures.machines()
                ? text("room.verdict.all", figures.machines())
                : text("room.verdict.some", figures.done(), figures.machines());
    }
}
