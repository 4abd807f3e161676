package sower.desktop.network;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.rehearsal.ListenAddress;
import sower.desktop.shell.HelpEvent;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Parts;
import sower.netboot.BootPlan;
import sower.netboot.BootRange;

/// Asks in which network machines start from here, and who gives them their addresses.
final class BootForm extends VBox {
    private final List<ListenAddress> addresses;
    private final ComboBox<ListenAddress> address = new ComboBox<>();
    private final RadioButton beside = new RadioButton(text("boot.beside"));
    private final RadioButton alone = new RadioButton(text("boot.alone"));
    private final TextField range = new TextField();
    private final Label rangeHint = Parts.wrapped("", "field-hint", "under-radio");
    private final Label means = Parts.wrapped("", "field-hint");
    private final Button on;
    private boolean busy;

    BootForm(List<ListenAddress> addresses, Consumer<BootPlan> whenSwitchedOn) {
        this.addresses = List.copyOf(addresses);
        getStyleClass().add("boot-form");
        address.setId("boot-address");
        address.setAccessibleText(text("boot.address"));
        address.setItems(FXCollections.observableArrayList(addresses));
        address.getSelectionModel().selectFirst();
        var group = new ToggleGroup();
        beside.setToggleGroup(group);
        alone.setToggleGroup(group);
        beside.setSelected(true);
        beside.setId("boot-beside");
        alone.setId("boot-alone");
        range.setId("boot-range");
        range.setAccessibleText(text("boot.range"));
        range.setPromptText("10.77.0.100-10.77.0.199");
        range.setPrefColumnCount(22);
        range.setMaxWidth(USE_PREF_SIZE);
        range.disableProperty().bind(alone.selectedProperty().not());
        range.textProperty().addListener((observed, before, after) -> check());
        alone.selectedProperty().addListener((observed, before, after) -> check());
        on =
                Parts.button(
                        text("boot.switch"),
                        Material2OutlinedMZ.POWER_SETTINGS_NEW,
                        () -> plan().ifPresent(whenSwitchedOn),
                        "accent");
        on.setId("boot-on");
        var rangeRow = Parts.row(range);
        rangeRow.getStyleClass().add("under-radio");
        getChildren()
                .addAll(
                        Parts.field(text("boot.address"), address, address),
                        Parts.field(
                                text("boot.who"),
                                beside,
                                beside,
                                Parts.wrapped(
                                        text("boot.beside.hint"), "field-hint", "under-radio"),
                                alone,
                                rangeRow,
                                rangeHint),
                        means,
                        Parts.row(HelpEvent.link(HelpTopic.NET_BOOT), Parts.spring(), on));
        check();
    }

    List<ListenAddress> addresses() {
        return addresses;
    }

    /// @param what it takes to switch it on
    void ready(String what) {
        means.setText(what);
        busy = false;
        check();
    }

    /// It is being switched on.
    void busy() {
        means.setText(text("boot.starting"));
        busy = true;
        check();
    }

    private void check() {
        boolean wrong = alone.isSelected() && !range.getText().isBlank() && range().isEmpty();
        rangeHint.setText(text(wrong ? "boot.range.wrong" : "boot.alone.hint"));
        Parts.mark(wrong, range, rangeHint);
        on.setDisable(busy || plan().isEmpty());
    }

    private Optional<BootRange> range() {
        try {
            return Optional.of(BootRange.parse(range.getText()));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    /// Machines come to the port at which rooms are opened by default.
    private Optional<BootPlan> plan() {
        var chosen = address.getValue();
        var addresses = range();
        if (chosen == null || alone.isSelected() && addresses.isEmpty()) {
            return Optional.empty();
        }
        var here = chosen.address();
        return Optional.of(
                new BootPlan(
                        here,
                        here.getHostAddress() + ":" + ListenAddress.USUAL_PORT,
                        alone.isSelected() ? addresses : Optional.empty()));
    }
}
