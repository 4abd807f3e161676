package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;

/// One section on the map: its words above, how full it is below, a check mark when chosen.
final class PartitionBlock extends BorderPane {
    static final double NARROWEST = 26;
    private static final double WORDS_NEED = 84;
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass LOCKED = PseudoClass.getPseudoClass("locked");

    private final Section section;
    private final VBox words;
    private final Region mark =
            Parts.row(Parts.icon(Material2OutlinedAL.CHECK_CIRCLE, "chosen-mark"));

    PartitionBlock(SurveyedDisk disk, Section section) {
        this.section = section;
        getStyleClass().addAll("partition", FilesystemLook.of(section).style());
        boolean free = section.kind() == Section.Kind.FREE;
        words =
                new VBox(
                        Parts.label(title(section), "partition-name"),
                        Parts.label(Units.bytes(section.extent().length()), "partition-size"));
        words.getStyleClass().add("partition-words");
        words.setMinWidth(0);
        words.setMouseTransparent(true);
        words.getChildren().forEach(label -> label.getStyleClass().add("may-cut"));
        setCenter(words);
        if (!free) {
            setBottom(level(section));
            ((HBox) mark).setAlignment(Pos.TOP_RIGHT);
            mark.setVisible(false);
            mark.setManaged(false);
            mark.setMouseTransparent(true);
            getChildren().add(mark);
        }
        setFocusTraversable(!free && !disk.locked());
        setAccessibleRole(AccessibleRole.CHECK_BOX);
        setAccessibleText(description(section));
        pseudoClassStateChanged(LOCKED, disk.locked());
        Tooltip.install(this, new Tooltip(description(section)));
    }

    Section section() {
        return section;
    }

    void chosen(boolean chosen) {
        pseudoClassStateChanged(CHOSEN, chosen);
        mark.setVisible(chosen);
        String description = description(section);
        setAccessibleText(chosen ? text("disks.chosen", description) : description);
    }

    @Override
    protected void layoutChildren() {
        words.setVisible(getWidth() >= WORDS_NEED);
        super.layoutChildren();
        double size = mark.prefWidth(-1);
        mark.resizeRelocate(getWidth() - size - 6, 6, size, mark.prefHeight(-1));
    }

    private static HBox level(Section section) {
        var fill = new Region();
        fill.getStyleClass().add("level-fill");
        var level = new HBox(fill);
        level.getStyleClass().add("level");
        level.setMouseTransparent(true);
        level.setMinWidth(0);
        fill.setMinWidth(0);
        fill.prefWidthProperty().bind(level.widthProperty().multiply(section.usedFraction()));
        return level;
    }

    private static String title(Section section) {
        return section.label().isBlank() ? FilesystemLook.name(section) : section.label();
    }

    /// “Partition 2, root, ext4, 64.0 GB, 21.3 GB used, mounted at /”.
    static String description(Section section) {
        String size = Units.bytes(section.extent().length());
        if (section.kind() == Section.Kind.FREE) {
            return text("disks.block.free", size);
        }
        var words = new StringBuilder();
        words.append(
                section.kind() == Section.Kind.WHOLE
                        ? text("disks.block.whole")
                        : text("disks.block.partition", Units.whole(section.slot())));
        if (!section.label().isBlank()) {
            words.append(", ").append(section.label());
        }
        words.append(", ").append(FilesystemLook.name(section)).append(", ").append(size);
        if (section.used() >= 0) {
            words.append(", ").append(text("disks.used", Units.bytes(section.used())));
        }
        if (!section.mounted().isEmpty()) {
            words.append(", ").append(text("disks.mounted", section.mounted()));
        }
        return words.toString();
    }
}
