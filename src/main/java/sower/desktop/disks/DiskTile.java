package sower.desktop.disks;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.ArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;
import sower.disk.Disk;

/// One disk: who it is, its map, and a line of words per partition. The handle on its head drags
/// the whole disk.
final class DiskTile extends VBox {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final SurveyedDisk disk;
    private final DiskMap map;
    private final ToggleButton whole =
            new ToggleButton(text("disks.whole"), Parts.icon(Material2OutlinedMZ.SELECT_ALL));
    private final Label fresh = Parts.label(text("disks.new"), "badge", "badge-new");
    private final HBox head;

    /// @param whenUnlocking told whether the person wants the running system's disk as a source, or
    ///   no longer
    DiskTile(SurveyedDisk disk, Consumer<Boolean> whenUnlocking) {
        this.disk = disk;
        this.map = new DiskMap(disk);
        fresh.setGraphic(Parts.icon(Material2OutlinedMZ.POWER));
        fresh.managedProperty().bind(fresh.visibleProperty());
        fresh.setVisible(false);
        this.head = head();
        setId("disk-" + disk.disk().name());
        getStyleClass().addAll("card-box", "disk-tile");
        getChildren().addAll(head, map, legend());
        if (disk.mayBeUnlocked()) {
            var unlock = lockButton(whenUnlocking, true);
            getChildren().add(lock(systemReason(disk.disk()), unlock));
        } else if (disk.unlocked()) {
            getChildren().add(lock(text("disks.unlocked"), lockButton(whenUnlocking, false)));
        } else if (disk.disk().system()) {
            getChildren().add(lock(systemReason(disk.disk())));
        } else if (!disk.unread().isEmpty()) {
            getChildren().add(lock(disk.unread()));
        }
    }

    SurveyedDisk disk() {
        return disk;
    }

    DiskMap map() {
        return map;
    }

    /// Marks it as just connected, or no longer.
    void fresh(boolean now) {
        fresh.setVisible(now);
    }

    /// What one drags to move the whole disk.
    Node handle() {
        return head;
    }

    /// Chooses the whole disk, or nothing.
    ToggleButton whole() {
        return whole;
    }

    void show(Chosen chosen) {
        boolean any = false;
        for (PartitionBlock block : map.blocks()) {
            boolean has = chosen.has(disk, block.section());
            block.chosen(has);
            any |= has;
        }
        pseudoClassStateChanged(CHOSEN, any);
        whole.setSelected(any && chosen.whole());
    }

    private HBox head() {
        var titles =
                new VBox(
                        Parts.row(Parts.label(disk.title(), "disk-title"), badge(), fresh),
                        Parts.cut(about(disk.disk()), "small-print"));
        titles.getStyleClass().add("disk-titles");
        titles.setMinWidth(0);
        HBox.setHgrow(titles, Priority.ALWAYS);
        Label size = Parts.label(Units.bytes(disk.disk().length()), "disk-size");
        size.setMinWidth(Region.USE_PREF_SIZE);
        whole.getStyleClass().add("small");
        whole.setId("whole-" + disk.disk().name());
        whole.setMinWidth(Region.USE_PREF_SIZE);
        whole.setAccessibleText(text("disks.whole.of", disk.title()));
        whole.setVisible(!disk.locked());
        whole.setManaged(!disk.locked());
        var grip = Parts.icon(Material2OutlinedAL.DRAG_INDICATOR, "grip");
        grip.setVisible(!disk.locked());
        grip.setManaged(!disk.locked());
        var row = Parts.row(grip, titles, size, whole);
        row.getStyleClass().add("disk-head");
        return row;
    }

    private Node badge() {
        if (disk.practice()) {
            return Parts.label(text("disks.practice"), "badge", "badge-practice");
        }
        if (disk.locked()) {
            return Parts.label(text("disks.locked"), "badge");
        }
        if (disk.unlocked()) {
            return Parts.label(text("disks.source"), "badge");
        }
        var none = new Region();
        none.setManaged(false);
        return none;
    }

    /// “NVMe · S/N 1234 · 512-byte sectors · nvme0n1”.
    private static String about(Disk disk) {
        var facts = new ArrayList<String>();
        facts.add(word(disk.transport()));
        if (disk.rotational()) {
            facts.add(text("disks.rotational"));
        }
        if (disk.removable()) {
            facts.add(text("disks.removable"));
        }
        if (!disk.serial().isBlank()) {
            facts.add(text("disks.serial", disk.serial()));
        }
        facts.add(text("disks.sectors", Units.whole(disk.logicalSectorSize())));
        facts.add(disk.name());
        return String.join("  ·  ", facts);
    }

    private static String systemReason(Disk disk) {
        String uses = usesOf(disk);
        return uses.isEmpty()
                ? text("disks.locked.system.plain")
                : text("disks.locked.system", uses);
    }

    private static String usesOf(Disk disk) {
        return disk.uses().stream()
                .map(Disk.Use::where)
                .distinct()
                .sorted()
                .limit(4)
                .collect(Collectors.joining(", "));
    }

    /// @param unlocks whether the running system's disk is a source afterwards
    private Button lockButton(Consumer<Boolean> whenUnlocking, boolean unlocks) {
        var button =
                Parts.button(
                        text(unlocks ? "disks.unlock" : "disks.lock"),
                        unlocks ? Material2OutlinedAL.LOCK_OPEN : Material2OutlinedAL.LOCK,
                        () -> whenUnlocking.accept(unlocks),
                        "small");
        button.setId((unlocks ? "unlock-" : "lock-") + disk.disk().name());
        return button;
    }

    private static Node lock(String sentence, Node... way) {
        var words = Parts.wrapped(sentence, "lock-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        var row = Parts.row(Parts.icon(Material2OutlinedAL.LOCK), words);
        row.getChildren().addAll(way);
        row.getStyleClass().add("lock");
        row.setAlignment(way.length == 0 ? Pos.TOP_LEFT : Pos.CENTER_LEFT);
        return row;
    }

    private GridPane legend() {
        var grid = new GridPane();
        grid.getStyleClass().add("legend");
        int row = 0;
        for (Section section : disk.selectable()) {
            var swatch = new Region();
            swatch.getStyleClass().addAll("swatch", FilesystemLook.of(section).style());
            String where =
                    section.mounted().isEmpty() ? "" : text("disks.mounted", section.mounted());
            grid.addRow(
                    row++,
                    swatch,
                    Parts.label(section.name(), "legend-kernel"),
                    Parts.cut(label(section), "legend-label"),
                    Parts.cut(FilesystemLook.name(section), "legend-text"),
                    size(section),
                    Parts.cut(used(section), "legend-text"),
                    Parts.cut(where, "legend-text"));
        }
        for (double width : new double[] {24, 72, 150, 110, 80, 120}) {
            grid.getColumnConstraints().add(column(width));
        }
        var rest = new ColumnConstraints(0, 100, Double.MAX_VALUE);
        rest.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().add(rest);
        return grid;
    }

    private static Label size(Section section) {
        Label size = Parts.cut(Units.bytes(section.extent().length()), "legend-number");
        size.setMaxWidth(Double.MAX_VALUE);
        return size;
    }

    private static String used(Section section) {
        if (FilesystemLook.of(section) == FilesystemLook.SWAP) {
            return text("disks.anew");
        }
        return section.used() < 0
                ? text("disks.used.unknown")
                : text("disks.used", Units.bytes(section.used()));
    }

    private static ColumnConstraints column(double width) {
        return new ColumnConstraints(width, width, width);
    }

    private static String label(Section section) {
        return section.label().isBlank() ? text("disks.unnamed") : section.label();
    }
}
