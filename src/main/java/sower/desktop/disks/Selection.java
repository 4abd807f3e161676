package sower.desktop.disks;

import java.util.Set;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What the person chose to capture: sections of one disk. Nothing is chosen at the beginning, and
/// nothing of a locked disk ever is. On the view's thread only.
public final class Selection {
    private final ReadOnlyObjectWrapper<Chosen> chosen =
            new ReadOnlyObjectWrapper<>(this, "chosen", Chosen.NOTHING);
    private int anchor;

    public ReadOnlyObjectProperty<Chosen> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    public Chosen chosen() {
        return chosen.get();
    }

    public void clear() {
        chosen.set(Chosen.NOTHING);
    }

    /// The whole disk.
    public void whole(SurveyedDisk disk) {
        choose(disk, slots(disk));
    }

    /// This one alone.
    public void only(SurveyedDisk disk, Section section) {
        anchor = section.slot();
        choose(disk, Set.of(section.slot()));
    }

    /// This one too, or no longer.
    public void toggle(SurveyedDisk disk, Section section) {
        var slots = new TreeSet<>(chosen().isOf(disk) ? chosen().slots() : Set.of());
        if (!slots.remove(section.slot())) {
            slots.add(section.slot());
            anchor = section.slot();
        }
        choose(disk, slots);
    }

    /// All from the last one chosen alone up to this one, in the order of the disk.
    public void upTo(SurveyedDisk disk, Section section) {
        var order = disk.selectable().stream().map(Section::slot).toList();
        int from = chosen().isOf(disk) ? order.indexOf(anchor) : -1;
        int to = order.indexOf(section.slot());
        if (from < 0) {
            only(disk, section);
            return;
        }
        choose(disk, Set.copyOf(order.subList(Math.min(from, to), Math.max(from, to) + 1)));
    }

    /// Exactly these: what a rubber band touches.
    public void choose(SurveyedDisk disk, Set<Integer> slots) {
        if (disk.locked() || slots.isEmpty()) {
            clear();
            return;
        }
        chosen.set(Chosen.of(disk, new TreeSet<>(slots)));
    }

    /// What `other` has chosen.
    void again(Selection other) {
        anchor = other.anchor;
        chosen.set(other.chosen());
    }

    /// Keeps the choice when disks were listed again, or drops it when its disk has gone.
    void relisted(Iterable<SurveyedDisk> disks) {
        for (SurveyedDisk disk : disks) {
            if (chosen().isOf(disk)) {
                var slots = new TreeSet<>(chosen().slots());
                slots.retainAll(slots(disk));
                choose(disk, slots);
                return;
            }
        }
        clear();
    }

    private static Set<Integer> slots(SurveyedDisk disk) {
        var slots = new TreeSet<Integer>();
        disk.selectable().forEach(section -> slots.add(section.slot()));
        return slots;
    }
}
