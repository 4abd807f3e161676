package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;

import java.util.function.Supplier;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.control.Hyperlink;

/// Somebody asks for help; the event climbs from where it was asked to whoever opens the page.
public final class HelpEvent extends Event {
    public static final EventType<HelpEvent> ASKED = new EventType<>(Event.ANY, "HELP_ASKED");
    private static final long serialVersionUID = 1L;

    private final HelpTopic topic;

    public HelpEvent(HelpTopic topic) {
        super(ASKED);
        this.topic = topic;
    }

    public HelpTopic topic() {
        return topic;
    }

    /// “Help on this”, at a message.
    public static Hyperlink link(HelpTopic topic) {
        return link(() -> topic);
    }

    /// The same at a message that changes.
    public static Hyperlink link(Supplier<HelpTopic> topic) {
        var link = new Hyperlink(text("help.onThis"));
        link.getStyleClass().add("help-link");
        link.setMinWidth(Hyperlink.USE_PREF_SIZE);
        link.setOnAction(event -> link.fireEvent(new HelpEvent(topic.get())));
        return link;
    }
}
