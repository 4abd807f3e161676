package sower.desktop;

import java.io.IOException;
import sower.deploy.RoomPlan;
import sower.desktop.deploy.RoomModel;
import sower.enrol.Rooms;

/// Remembers where a person has put the machines of a room.
final class PlanDesk {
    private final Workbench bench;

    PlanDesk(Workbench bench) {
        this.bench = bench;
    }

    /// Shows a room as it was arranged, and keeps what is changed.
    ///
    /// @param room that is meant; empty for everybody
    void follow(RoomModel model, Rooms rooms, String room) {
        bench.background()
                .run(
                        "read room plan",
                        () -> rooms.plan(room),
                        plan -> follow(model, rooms, plan),
                        unread -> follow(model, rooms, RoomPlan.none(room)));
    }

    /// A room that nobody has come to, looked at as the last one was.
    RoomModel model() {
        var preferences = bench.preferences();
        var model = new RoomModel();
        model.netProperty().set(preferences.net());
        model.netProperty()
                .addListener((observed, before, now) -> {
                    preferences.net(now);
                    bench.background()
                            .run("save settings", preferences::save, saved -> {}, failure -> {});
                });
        return model;
    }

    private void follow(RoomModel model, Rooms rooms, RoomPlan plan) {
        model.arrange(plan);
        var kept = new Kept(rooms, plan);
        model.planProperty()
                .addListener((observed, before, now) -> {
                    kept.newest = now;
                    bench.background()
                            .run("keep room plan", kept::write, done -> {}, failure -> {});
                });
    }

    /// A plan on its way to its file; the newest is written last, whichever thread comes first.
    private static final class Kept {
        private final Rooms rooms;
        private volatile RoomPlan newest;

        Kept(Rooms rooms, RoomPlan first) {
            this.rooms = rooms;
            this.newest = first;
        }

        synchronized RoomPlan write() throws IOException {
            var plan = newest;
            rooms.keep(plan);
            return plan;
        }
    }
}
