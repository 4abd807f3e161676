package sower.desktop;

import static sower.desktop.shell.Texts.text;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import sower.desktop.deploy.RoomModel;
import sower.desktop.rehearsal.RehearsalModel;
import sower.desktop.rehearsal.RoomNews;
import sower.desktop.shell.Latest;

/// The room that is open, or was the last one: what is known of its machines, and whoever serves
/// them. On the view's thread, but for [#seeding] and [#end].
final class OpenRoom {
    private final Workbench bench;
    private final RoomStatus status;
    private volatile @Nullable Seeding running;
    private RoomModel model = new RoomModel();
    private RehearsalModel rehearsal = new RehearsalModel();
    private boolean released;

    OpenRoom(Workbench bench) {
        this.bench = bench;
        this.status = new RoomStatus(bench);
    }

    /// Another room, which nobody has come to.
    ///
    /// @param unrehearsed whether its machines are written as they come
    void enter(RoomModel empty, boolean unrehearsed) {
        model = empty;
        rehearsal = new RehearsalModel();
        released = unrehearsed;
    }

    RoomModel model() {
        return model;
    }

    RehearsalModel rehearsal() {
        return rehearsal;
    }

    /// Whoever serves it; none when it is closed.
    Optional<Seeding> seeding() {
        return Optional.ofNullable(running);
    }

    /// At which machines come to it.
    OptionalInt port() {
        return seeding().map(Seeding::port).orElse(OptionalInt.empty());
    }

    /// Takes its news from now on.
    void follow(Seeding seeding) {
        running = seeding;
        var followed = model;
        var rehearsed = rehearsal;
        seeding.listen(
                new Latest<RoomNews>(
                        bench.background().viewThread(),
                        news -> {
                            accept(rehearsed, news);
                            if (seeding == running) {
                                show(followed, news);
                            }
                        }));
    }

    /// How it is right after a release.
    void released(RoomNews news) {
        released = true;
        accept(rehearsal, news);
        show(news);
    }

    /// How its machines are.
    void show(RoomNews news) {
        show(model, news);
    }

    private static void accept(RehearsalModel rehearsed, RoomNews news) {
        rehearsed.accept(news.rows(), news.newcomers(), news.missing());
    }

    private void show(RoomModel followed, RoomNews news) {
        if (released) {
            followed.accept(news.room());
            status.running(news.room());
        } else {
            status.rehearsed(news.room());
        }
    }

    /// Whether the person really wants to stop writing.
    boolean mayStop(Window window) {
        return new UnfinishedRun(model, rehearsal).mayStop(window);
    }

    /// Whether the window may go; asks while a run is on.
    boolean mayClose(Window window) {
        var run = new UnfinishedRun(model, rehearsal);
        return running == null || !released || run.over() || run.mayClose(window);
    }

    /// Closes it at once, if it is open. Takes time; for the program's end.
    void end() throws IOException {
        Seeding ending = running;
        running = null;
        if (ending != null) {
            ending.close();
        }
    }

    /// Closes it in the background.
    ///
    /// @param farewell whether machines that still wait are told that the run is over
    void close(boolean farewell) {
        Seeding ending = running;
        running = null;
        status.end();
        if (ending != null) {
            bench.background()
                    .run(
                            "end deployment",
                            () -> {
                                try (ending) {
                                    if (farewell) {
                                        ending.farewell(text("room.over"));
                                    }
                                }
                                return true;
                            },
                            ended -> {},
                            failure -> {});
        }
    }
}
