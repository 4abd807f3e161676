package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import javafx.scene.layout.BorderPane;
import sower.desktop.rehearsal.WaitingStrip;

/// The run after a rehearsal: the dashboard, and below it who has no part in the run.
final class RunPage extends BorderPane {

    RunPage(Dashboard dashboard, RoomModel room, WaitingStrip strip) {
        dashboard.whenEmpty(text("peers.begin"));
        setCenter(dashboard);
        setBottom(strip);
        room.nowProperty()
                .addListener((observed, before, now) -> {
                    if (now != null) {
                        strip.show(now.machines());
                    }
                });
    }
}
