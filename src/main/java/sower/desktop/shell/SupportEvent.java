package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.control.Hyperlink;

/// Somebody wants a support bundle; the event climbs from where that was to whoever makes it.
public final class SupportEvent extends Event {
    public static final EventType<SupportEvent> ASKED = new EventType<>(Event.ANY, "SUPPORT_ASKED");
    private static final long serialVersionUID = 1L;

    public SupportEvent() {
        super(ASKED);
    }

    /// “Save a support bundle …”, at the details of a problem.
    public static Hyperlink link() {
        var link = new Hyperlink(text("support.link"));
        link.getStyleClass().add("help-link");
        link.setMinWidth(Hyperlink.USE_PREF_SIZE);
        link.setOnAction(event -> link.fireEvent(new SupportEvent()));
        return link;
    }
}
