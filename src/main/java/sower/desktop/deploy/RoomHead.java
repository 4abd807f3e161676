package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.DeploymentSnapshot;
import sower.desktop.shell.Drawing;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;
import sower.swarm.HoldUp;

/// The dashboard's head: how far the room is, in figures and as the swarm's rate through time.
final class RoomHead extends HBox {
    private final FontIcon sign = Parts.icon(Material2OutlinedAL.CHECK_CIRCLE, "verdict-icon");
    private final Label percent = Parts.label("", "big-figure");
    private final Label verdict = Parts.wrapped("", "verdict");
    private final ProgressBar bar = new ProgressBar(0);
    private final Figure left = new Figure(text("room.left"));
    private final Figure time = new Figure(text("room.time"));
    private final Figure rate = new Figure(text("room.rate"));
    private final Figure copies = new Figure(text("room.copies"));

    RoomHead(RoomModel room) {
        getStyleClass().add("room-head");
        verdict.setId("verdict");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("room-bar");
        bar.setAccessibleText(text("room.progress"));
        var grid = new GridPane();
        grid.getStyleClass().add("figures");
        grid.addRow(0, left, time);
        grid.addRow(1, rate, copies);
        var line = Parts.row(sign, percent, verdict);
        line.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(verdict, Priority.ALWAYS);
        sign.setManaged(false);
        sign.setVisible(false);
        var card = Parts.card(line, bar, grid);
        card.getStyleClass().add("room-figures");
        card.setMinWidth(Region.USE_PREF_SIZE);
        var chart = chartCard(room, new Drawing(new SwarmChart(room)::paint));
        HBox.setHgrow(chart, Priority.ALWAYS);
        getChildren().addAll(card, chart);
    }

    /// @param again machines that wait for another release
    /// @param millis that the room has run, or took
    void show(DeploymentSnapshot room, RoomFigures figures, int again, long millis) {
        bar.setProgress(figures.fraction());
        verdict.setText(verdictOf(figures, again));
        boolean over = figures.ended();
        boolean allDone = figures.done() == figures.machines() && again == 0;
        sign.setVisible(over);
        sign.setManaged(over);
        percent.setVisible(!over);
        percent.setManaged(!over);
        percent.setMinWidth(USE_PREF_SIZE);
        if (over) {
            sign.setIconCode(
                    allDone
                            ? Material2OutlinedAL.CHECK_CIRCLE
                            : Material2OutlinedMZ.REPORT_PROBLEM);
            sign.getStyleClass().removeAll("good", "bad");
            sign.getStyleClass().add(allDone ? "good" : "bad");
        }
        percent.setText(Units.percent(figures.fraction()));
        left.show(
                Units.bytes(figures.bytesLeft()),
                text("room.each", Units.bytes(room.bytesPerMachine())));
        time.show(timeLeft(figures), slowest(figures));
        long shown = over ? mean(room, millis) : figures.rate();
        rate.name(text(over ? "room.rate.mean" : "room.rate"));
        rate.show(Units.rate(shown), Units.perMinute(shown));
        copies.show(
                Units.number(figures.copies(), 2),
                text("room.copies.for", Units.whole(figures.machines())));
    }

    /// Bytes per second that the room took in, over its whole time.
    private static long mean(DeploymentSnapshot room, long millis) {
        long bytes = room.machines().stream().mapToLong(machine -> machine.bytesDone()).sum();
        return millis == 0 ? 0 : bytes * 1000 / millis;
    }

    private static String timeLeft(RoomFigures figures) {
        if (figures.ended()) {
            return text("room.time.none");
        }
        return PaceWords.left(figures.pace());
    }

    /// Who will be last, and with what.
    private static String slowest(RoomFigures figures) {
        var slowest = figures.slowest();
        if (slowest == null || figures.ended()) {
            return "";
        }
        long still = PaceWords.stillSeconds(slowest);
        if (still >= 0) {
            return text("room.still", slowest.name(), Units.duration(still));
        }
        var limit =
                switch (slowest.phase()) {
                    case CHECKING, VERIFYING -> text("limit.reading");
                    case FLUSHING, FINISHING -> text("limit.writing");
                    case RECEIVING -> heldUp(slowest.holdUp());
                    case WAITING, DONE, FAILED, LOST -> word(slowest.phase());
                };
        return text("room.slowest", slowest.name(), limit);
    }

    private static String heldUp(@Nullable HoldUp holdUp) {
        return holdUp == null ? text("limit.receiving") : word(holdUp);
    }

    private static String verdictOf(RoomFigures figures, int again) {
        String done = Units.whole(figures.done());
        if (again > 0) {
            int each = figures.machines() + again;
            return text("room.verdict.again", done, Units.whole(each), again);
        }
        String all = Units.whole(figures.machines());
        if (figures.machines() == 0) {
            return text("room.verdict.none");
        }
        if (figures.ended() && figures.done() == figures.machines()) {
            return text("room.verdict.all", all);
        }
        if (figures.needPerson() > 0) {
            return text("room.verdict.person", done, all, figures.needPerson());
        }
        return text("room.verdict.some", done, all);
    }

    /// The chart with its title and legend.
    private static VBox chartCard(RoomModel room, Drawing chart) {
        var seed = legend("legend-seed", text("chart.seed"));
        var exchange = legend("legend-exchange", text("chart.exchange"));
        var title = Parts.label(text("chart.title"), "card-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        var head = Parts.row(title, Parts.spring(), exchange, seed);
        VBox.setVgrow(chart, Priority.ALWAYS);
        var card = Parts.card(head, chart);
        card.getStyleClass().add("chart-card");
        chart.setAccessibleText(text("chart.title"));
        room.nowProperty().addListener((observed, before, after) -> chart.repaint());
        return card;
    }

    private static HBox legend(String style, String words) {
        var swatch = new Region();
        swatch.getStyleClass().addAll("chart-swatch", style);
        var label = Parts.label(words, "legend-words");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return Parts.row(swatch, label);
    }

    /// A name, a value, and a second way to say it.
    private static final class Figure extends VBox {
        private final Label name;
        private final Label value = Parts.label("–", "figure-value");
        private final Label second = Parts.label("", "figure-second", "may-cut");

        Figure(String words) {
            this.name = Parts.label(words, "figure-name");
            getStyleClass().add("figure");
            getChildren().addAll(name, value, second);
            value.setMinHeight(USE_PREF_SIZE);
            setPrefWidth(176);
            setMinWidth(176);
        }

        void name(String words) {
            name.setText(words);
        }

        void show(String words, String below) {
            value.setText(words);
            second.setText(below);
        }
    }
}
