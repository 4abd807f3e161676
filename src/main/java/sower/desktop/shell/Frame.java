package sower.desktop.shell;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The frame around every page: rail left, page right, status line below. Its keys are those of
/// [Shortcut].
public final class Frame extends BorderPane {
    private final Map<Place, Node> pages = new EnumMap<>(Place.class);
    private final StackPane content = new StackPane();
    private final Rail rail;
    private final StatusLine status;
    private final Announcer announcer = new Announcer();
    private final PowerStrip power;
    private Place shown = Place.DISKS;
    private Consumer<Place> whenShown = place -> {};

    public Frame(Image mark, Jobs jobs) {
        this.rail = new Rail(mark, this::go);
        this.status = new StatusLine(jobs);
        this.power = new PowerStrip(jobs, announcer::say);
        getStyleClass().add("frame");
        content.getStyleClass().add("content");
        content.setMinSize(0, 0);
        setLeft(rail);
        setCenter(content);
        setBottom(new VBox(announcer, power, status));
    }

    /// Tells a screen reader, wherever the focus is. For what changes seldom.
    public void announce(String sentence) {
        announcer.say(sentence);
    }

    /// Puts `page` at `place`; before the first [#go] there.
    public void page(Place place, Node page) {
        pages.put(place, page);
    }

    public void go(Place place) {
        Node page = pages.get(place);
        if (page == null) {
            throw new IllegalStateException("no page at " + place);
        }
        content.getChildren().setAll(page);
        shown = place;
        rail.mark(place);
        whenShown.accept(place);
    }

    /// Where one is.
    public Place place() {
        return shown;
    }

    /// @param listener told after a place was shown, so that its page can look for news
    public void whenShown(Consumer<Place> listener) {
        whenShown = listener;
    }

    public void show(Surroundings now) {
        status.show(now);
        power.show(now);
    }

    /// How far this computer is kept awake from now on.
    public void show(Awake now) {
        power.show(now);
    }

    /// Says all that is its own in the language now spoken; pages are the others' affair.
    public void newLanguage() {
        rail.newLanguage();
        status.newLanguage();
        power.newLanguage();
    }

    /// Gives the keys of this frame to `scene`.
    public void keys(Scene scene) {
        for (Shortcut each : Shortcut.values()) {
            scene.getAccelerators()
                    .put(each.keys(), each == Shortcut.HELP ? this::help : () -> go(each.place()));
        }
    }

    private void help() {
        fireEvent(new HelpEvent(HelpTopic.at(shown)));
    }
}
