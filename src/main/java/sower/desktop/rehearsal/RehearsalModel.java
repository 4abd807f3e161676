package sower.desktop.rehearsal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;
import sower.deploy.Verdict;
import sower.enrol.EnrolledMachine;

/// The machines of a rehearsal and which of them the person has chosen. On the view's thread only;
/// needs no stage.
public final class RehearsalModel {
    private final Map<String, PlannedMachine> byId = new HashMap<>();
    private final ObservableList<PlannedMachine> machines = FXCollections.observableArrayList();
    private List<EnrolledMachine> newcomers = List.of();
    private List<String> missing = List.of();
    private boolean quiet;
    private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper(this, "changes");

    /// Takes one second's news, which is one change.
    ///
    /// @param rows those that need a person first, as [sower.deploy.Rehearsal#snapshot] orders them
    /// @param asking machines without a ticket that ask to be let in
    /// @param words who is meant and not there
    public void accept(List<RehearsalRow> rows, List<EnrolledMachine> asking, List<String> words) {
        together(() -> {
            newcomers = List.copyOf(asking);
            missing = List.copyOf(words);
            var order = rows.stream().map(this::machine).toList();
            if (!machines.equals(order)) {
                machines.setAll(order); // only then: a table that is filled anew loses its place
            }
        });
    }

    private PlannedMachine machine(RehearsalRow row) {
        PlannedMachine machine = byId.get(row.id());
        if (machine == null) {
            machine = new PlannedMachine(row);
            machine.chosenProperty().addListener((seen, before, after) -> changed());
            byId.put(row.id(), machine);
        } else {
            machine.update(row);
        }
        return machine;
    }

    /// Who is meant and not there, each by its word in the room's list.
    List<String> missing() {
        return missing;
    }

    /// Machines without a ticket that ask to be let in.
    List<EnrolledMachine> newcomers() {
        return newcomers;
    }

    /// Counts up whenever anything is new.
    ReadOnlyLongProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    /// All machines as they are now.
    public List<RehearsalRow> rows() {
        return machines.stream().map(PlannedMachine::now).toList();
    }

    /// The disk of a machine that is, or would be, written, in words; empty where there is none.
    public String diskOf(String id) {
        var machine = byId.get(id);
        return machine != null && machine.now().verdict() instanceof Verdict.Ready(var disk, _, _)
                ? PlanWords.whole(disk)
                : "";
    }

    /// Those that need a person first.
    ObservableList<PlannedMachine> machines() {
        return FXCollections.unmodifiableObservableList(machines);
    }

    /// What a release of all would release.
    List<RehearsalRow> ready() {
        return machines.stream()
                .filter(PlannedMachine::releasable)
                .map(PlannedMachine::now)
                .toList();
    }

    /// What the person has chosen.
    List<RehearsalRow> chosen() {
        return machines.stream().filter(PlannedMachine::chosen).map(PlannedMachine::now).toList();
    }

    void choose(PlannedMachine machine, boolean wanted) {
        machine.chosenProperty().set(wanted && machine.releasable());
    }

    void chooseAllReady() {
        together(() -> machines.forEach(machine -> choose(machine, true)));
    }

    void chooseNone() {
        together(() -> machines.forEach(machine -> choose(machine, false)));
    }

    int count(State state) {
        return (int) machines.stream().filter(machine -> machine.now().state() == state).count();
    }

    /// Machines that have no part in the run: not released, or released and not heard of since.
    List<RehearsalRow> outside(List<MachineSnapshot> writing) {
        Set<String> names = writing.stream().map(MachineSnapshot::name).collect(Collectors.toSet());
        return machines.stream()
                .map(PlannedMachine::now)
                .filter(row -> row.state() != State.RELEASED || !names.contains(row.name()))
                .toList();
    }

    /// How many disks this room leaves untouched if it ends now.
    public int untouched(DeploymentSnapshot room) {
        return outside(room.machines()).size();
    }

    /// How many machines of the room stay as they are when `rows` are released.
    public int untouchedBy(List<RehearsalRow> rows) {
        return machines.size() - count(State.RELEASED) - rows.size();
    }

    /// Tells of everything that `several` changes at once.
    private void together(Runnable several) {
        quiet = true;
        several.run();
        quiet = false;
        changed();
    }

    private void changed() {
        if (!quiet) {
            changes.set(changes.get() + 1);
        }
    }
}
