package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.deploy.Rehearsal.Late;
import sower.deploy.Roster;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.FromTo;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;
import sower.desktop.shell.Units;

/// Asks where machines find this computer, which disk of each is meant, and what late ones do.
public final class RoomForm extends BorderPane {
    private final ShelvedImage image;
    private final RoomChoices choices;
    private final ComboBox<ListenAddress> address = new ComboBox<>();
    private final TextField port = new TextField(String.valueOf(ListenAddress.USUAL_PORT));
    private final Label portHint = Parts.wrapped("", "field-hint");
    private final ComboBox<Roster> roster = new ComboBox<>();
    private final Label rosterHint = Parts.wrapped("", "field-hint");
    private final TextField rule = new TextField("only");
    private final Label ruleHint = Parts.wrapped("", "field-hint");
    private final Label grammar = Parts.wrapped(text("room.rule.grammar"), "field-hint");
    private final RadioButton wait = new RadioButton(text("room.late.wait"));
    private final RadioButton join = new RadioButton(text("room.late.join"));
    private final Button open;

    /// @param problem why the last attempt failed, if it did
    /// @param notices what is to be known of the network first
    public RoomForm(
            ShelvedImage image,
            RoomChoices choices,
            Optional<Problem> problem,
            List<Node> notices,
            Consumer<RoomOrder> whenOrdered,
            Runnable whenCancelled) {
        this.image = image;
        this.choices = choices;
        getStyleClass().add("page");
        open =
                Parts.button(
                        text("room.open"),
                        Material2OutlinedMZ.MEETING_ROOM,
                        () -> order().ifPresent(whenOrdered),
                        "accent");
        open.setId("room-open");
        open.setDefaultButton(true);
        var cancel = new Button(text("room.form.cancel"));
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> whenCancelled.run());
        var foot = Parts.row(Parts.spring(), cancel, open);
        foot.getStyleClass().add("form-foot");
        fields();
        var form = Parts.card(title(), sides(), where(), who(), which(), late(), foot);
        form.setId("room-form");
        form.getStyleClass().add("form");
        var column = new VBox(form);
        column.getChildren().addAll(0, notices);
        problem.ifPresent(why -> column.getChildren().addFirst(new ProblemCard(why)));
        column.getStyleClass().addAll("column", "form-column");
        var box = new HBox(column);
        box.setAlignment(Pos.TOP_CENTER);
        box.getStyleClass().add("centred");
        setTop(new VBox(Parts.head(text("deploy.title"), text("room.form.sentence"))));
        setCenter(Parts.scrolling(box));
        check();
    }

    private Label title() {
        return Parts.wrapped(
                text(
                        "room.form.title",
                        image.manifest().name(),
                        Units.whole(image.manifest().version())),
                "card-headline");
    }

    private Node sides() {
        var source = image.manifest().source();
        var about =
                text(
                        "room.form.about",
                        Units.bytes(image.used()),
                        image.filesystems(),
                        source.model().isBlank() ? text("room.form.disk") : source.model(),
                        Units.bytes(source.length()));
        return new FromTo(about, text("room.form.to"));
    }

    private void fields() {
        address.setId("room-address");
        address.setAccessibleText(text("room.address"));
        address.setItems(FXCollections.observableArrayList(choices.addresses()));
        address.getSelectionModel().selectFirst();
        address.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(address, Priority.ALWAYS);
        port.setId("room-port");
        port.setAccessibleText(text("room.port"));
        port.setPrefColumnCount(6);
        port.textProperty().addListener((observed, before, after) -> check());
        roster.setId("room-roster");
        roster.setAccessibleText(text("room.roster"));
        roster.setConverter(new RosterWords());
        roster.getItems().add(Roster.EVERYBODY);
        roster.getItems().addAll(choices.rooms());
        roster.getSelectionModel().selectFirst();
        roster.setMaxWidth(Double.MAX_VALUE);
        rule.setId("room-rule");
        rule.setAccessibleText(text("room.rule"));
        rule.textProperty().addListener((observed, before, after) -> check());
        var group = new ToggleGroup();
        wait.setToggleGroup(group);
        join.setToggleGroup(group);
        join.setId("room-join");
        wait.setSelected(true);
        roster.valueProperty().addListener((observed, before, room) -> recall(room));
        recall(roster.getValue());
    }

    /// Fills in how a room was opened last; where machines cannot find this computer any more, the
    /// first address stays.
    private void recall(Roster room) {
        var last = choices.last(room);
        rosterHint.setText(text(last.isPresent() ? "room.roster.last" : "room.roster.hint"));
        last.ifPresent(profile -> {
            choices.addresses().stream()
                    .filter(each -> each.address().getHostAddress().equals(profile.address()))
                    .findFirst()
                    .ifPresent(address::setValue);
            port.setText(String.valueOf(profile.port()));
            rule.setText(profile.rule());
        });
    }

    private Node where() {
        var portLabel = Parts.label(text("room.port"));
        portLabel.setMinWidth(USE_PREF_SIZE);
        portLabel.setLabelFor(port);
        port.setMinWidth(88);
        return Parts.field(
                text("room.address"), address, Parts.row(address, portLabel, port), portHint);
    }

    private Node who() {
        return Parts.field(text("room.roster"), roster, roster, rosterHint);
    }

    private Node which() {
        return Parts.field(text("room.rule"), rule, rule, ruleHint, grammar);
    }

    private Node late() {
        return Parts.field(
                text("room.late"),
                wait,
                wait,
                Parts.wrapped(text("room.late.wait.hint"), "field-hint", "under-radio"),
                join,
                Parts.wrapped(text("room.late.join.hint"), "field-hint", "under-radio"));
    }

    private void check() {
        var entry = RuleEntry.of(rule.getText());
        ruleHint.setText(entry.sentence());
        Parts.mark(entry.rule().isEmpty(), rule, ruleHint);
        // a wrong rule is answered with the same words
        grammar.setVisible(entry.rule().isPresent() || rule.getText().isBlank());
        boolean wrongPort = portNumber().isEmpty();
        portHint.setText(text(wrongPort ? "room.port.wrong" : "room.address.hint"));
        Parts.mark(wrongPort, port, portHint);
        open.setDisable(order().isEmpty());
    }

    private OptionalInt portNumber() {
        try {
            int number = Integer.parseInt(port.getText().strip());
            return number > 0 && number < 65536 ? OptionalInt.of(number) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private Optional<RoomOrder> order() {
        var number = portNumber();
        var chosen = address.getValue();
        if (number.isEmpty() || chosen == null) {
            return Optional.empty();
        }
        var listen = new InetSocketAddress(chosen.address(), number.getAsInt());
        var late = join.isSelected() ? Late.JOIN : Late.WAIT;
        return RuleEntry.of(rule.getText())
                .rule()
                .map(meant -> new RoomOrder(image, listen, meant, late, roster.getValue()));
    }

    /// A room as the list of rooms says it.
    private static final class RosterWords extends StringConverter<Roster> {
        @Override
        public String toString(@Nullable Roster room) {
            if (room == null || room.name().isEmpty()) {
                return text("room.roster.all");
            }
            return text("room.roster.one", room.name(), room.machines().size());
        }

        @Override
        public Roster fromString(String words) {
            throw new UnsupportedOperationException(words); // it is chosen, not typed
        }
    }
}
