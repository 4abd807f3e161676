package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import sower.desktop.deploy.Feeds.Feed;
import sower.desktop.shell.Drawing;
import sower.desktop.shell.Inks;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;

/// The machines that one receives from, or sends to: name, a bar to compare, rate.
final class FeedList extends VBox {
    private static final double BAR = 5;

    private final Rate rate;
    private final Label none = Parts.wrapped("", "muted");
    private final VBox rows = new VBox();
    private List<Feed> shown = List.of();

    /// @param rate whose ink the bars have
    FeedList(Rate rate, String title) {
        this.rate = rate;
        getStyleClass().add("feeds");
        rows.getStyleClass().add("feeds");
        getChildren().addAll(Parts.label(title, "notice-level"), none, rows);
        for (var each : List.of(none, rows)) {
            each.managedProperty().bind(each.visibleProperty());
        }
    }

    /// @param words where there is nobody
    void show(List<Feed> feeds, String words) {
        none.setText(words);
        none.setVisible(feeds.isEmpty());
        rows.setVisible(!feeds.isEmpty());
        if (feeds.equals(shown)) {
            return;
        }
        shown = List.copyOf(feeds);
        long most = shown.isEmpty() ? 1 : shown.getFirst().rate();
        rows.getChildren().setAll(shown.stream().map(feed -> row(feed, most)).toList());
    }

    private Node row(Feed feed, long most) {
        var name = Parts.cut(feed.name().isEmpty() ? text("drawer.workstation") : feed.name());
        var figure = Parts.label(Units.rate(feed.rate()), "feed-rate");
        figure.setMinWidth(USE_PREF_SIZE);
        double share = (double) feed.rate() / most;
        var bar = new Drawing((pen, width, height, inks) -> bar(pen, width, share, inks));
        bar.setMinHeight(BAR);
        bar.setPrefHeight(BAR);
        return new VBox(Parts.row(name, Parts.spring(), figure), bar);
    }

    private void bar(GraphicsContext pen, double width, double share, Inks inks) {
        pen.setFill(inks.track());
        pen.fillRoundRect(0, 0, width, BAR, BAR, BAR);
        pen.setFill(rate.ink(inks));
        pen.fillRoundRect(0, 0, Math.max(BAR, width * share), BAR, BAR, BAR);
    }
}
