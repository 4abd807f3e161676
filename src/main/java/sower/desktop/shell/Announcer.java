package sower.desktop.shell;

import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// Says to a screen reader what has happened elsewhere than where the person is. Nothing is seen of
/// it.
final class Announcer extends Region {

    Announcer() {
        setId("announcer");
        setAccessibleRole(AccessibleRole.TEXT);
        setMouseTransparent(true);
        setMinSize(0, 0);
        setPrefSize(0, 0);
        setMaxSize(0, 0);
    }

    void say(String sentence) {
        setAccessibleText(sentence);
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
}
