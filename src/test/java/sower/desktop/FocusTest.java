package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.TraversalDirection;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Toggle;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.Needs;
import sower.desktop.shell.ThemeChoice;

/// Who walks over the pages with the Tab key comes to every button and sees where they are.
@Tag("gui")
final class FocusTest {
    private static final int MOST_STOPS = 60;
    private static final int FEWEST_DOTS = 30; // that change where the focus comes to

    @BeforeAll
    static void needs() {
        Needs.display();
    }

    @Test
    void theFocusIsSeenWhereverItGoes() throws Exception {
        var faults = new ArrayList<String>();
        try (var gallery = new Gallery()) {
            for (ThemeChoice theme :
                    List.of(ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST)) {
                gallery.look(theme, 1280, 800);
                for (var screen : Screen.all().entrySet()) {
                    gallery.show(screen.getValue());
                    var name = screen.getKey() + "-" + theme;
                    walk(gallery.scene()).forEach(fault -> faults.add(name + ": " + fault));
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private static List<String> walk(Scene scene) throws Exception {
        var faults = new ArrayList<String>();
        var seen = new HashSet<Node>();
        var root = scene.getRoot();
        Stages.onStage(() -> {
            root.requestFocus();
            return true;
        });
        Stages.settle(1);
        WritableImage before = Stages.onStage(() -> scene.snapshot(null));
        Node here = next(scene, root);
        while (seen.size() < MOST_STOPS && seen.add(here)) {
            var stop = here;
            Optional<Rectangle2D> place = Stages.onStage(() -> place(stop, scene));
            if (place.isPresent()) {
                var now = Stages.onStage(() -> part(scene, place.get()));
                if (changed(before, now, place.get()) < FEWEST_DOTS) {
                    faults.add("focus is not seen on " + here);
                }
            }
            here = next(scene, here);
        }
        Stages.onStage(() -> {
            buttons(root, seen, faults);
            return true;
        });
        return faults;
    }

    private static Node next(Scene scene, Node here) throws Exception {
        Stages.onStage(() -> here.requestFocusTraversal(TraversalDirection.NEXT));
        Stages.settle(1);
        return Stages.onStage(() -> Objects.requireNonNull(scene.getFocusOwner()));
    }

    private static void buttons(Node node, Set<Node> seen, List<String> faults) {
        if (!node.isVisible() || node.isDisabled()) {
            return;
        }
        boolean inGroup = // where arrows go on
                node instanceof Toggle toggle && toggle.getToggleGroup() != null;
        if (node instanceof ButtonBase
                && node.isFocusTraversable()
                && !inGroup
                && !seen.contains(node)) {
            faults.add("Tab does not come to " + node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> buttons(child, seen, faults));
        }
    }

    /// Where a node is drawn, its ring included; nothing for one that is not on screen.
    private static Optional<Rectangle2D> place(Node node, Scene scene) {
        Bounds bounds = node.localToScene(node.getLayoutBounds());
        double left = Math.floor(Math.max(0, bounds.getMinX() - 3));
        double top = Math.floor(Math.max(0, bounds.getMinY() - 3));
        double right = Math.ceil(Math.min(scene.getWidth(), bounds.getMaxX() + 3));
        double bottom = Math.ceil(Math.min(scene.getHeight(), bounds.getMaxY() + 3));
        return right - left < 8 || bottom - top < 8
                ? Optional.empty()
                : Optional.of(new Rectangle2D(left, top, right - left, bottom - top));
    }

    private static WritableImage part(Scene scene, Rectangle2D place) {
        var only = new SnapshotParameters();
        only.setViewport(place);
        only.setFill(scene.getFill());
        return scene.getRoot().snapshot(only, null);
    }

    private static int changed(WritableImage before, WritableImage now, Rectangle2D place) {
        int left = (int) place.getMinX();
        int top = (int) place.getMinY();
        int dots = 0;
        for (int x = 0; x < (int) now.getWidth(); x++) {
            for (int y = 0; y < (int) now.getHeight(); y++) {
                int was = before.getPixelReader().getArgb(left + x, top + y);
                int is = now.getPixelReader().getArgb(x, y);
                dots += apart(was, is) > 64 ? 1 : 0;
            }
        }
        return dots;
    }

    /// How much red, green and blue differ, all together.
    private static int apart(int was, int is) {
        int apart = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            apart += Math.abs((was >> shift & 0xFF) - (is >> shift & 0xFF));
        }
        return apart;
    }
}
