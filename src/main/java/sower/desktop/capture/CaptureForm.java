package sower.desktop.capture;

import static sower.desktop.shell.Texts.text;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.capture.Capture;
import sower.desktop.disks.Chosen;
import sower.desktop.shell.FromTo;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Units;

/// Asks for the name, a note and where the image goes.
public final class CaptureForm extends VBox {
    private final TextField name = new TextField();
    private final TextArea note = new TextArea();
    private final RadioButton intoLibrary = new RadioButton(text("capture.library"));
    private final CheckBox compress = new CheckBox(text("capture.compress"));
    private final RadioButton inPlace = new RadioButton(text("capture.inPlace"));
    private final Label nameHint = Parts.wrapped(text("capture.name.hint"), "field-hint");
    private final Button start;

    /// @param library where images go
    /// @param libraryFree bytes free there, negative when nobody knows
    /// @param whenOrdered told once the person starts
    public CaptureForm(
            Chosen chosen,
            LocalDate today,
            Path library,
            long libraryFree,
            Consumer<CaptureOrder> whenOrdered,
            Runnable whenCancelled) {
        setId("capture-form");
        getStyleClass().addAll("card-box", "form");
        start =
                Parts.button(
                        text("capture.start"),
                        Material2OutlinedAL.GET_APP,
                        () -> whenOrdered.accept(order(chosen)),
                        "accent");
        start.setId("capture-start");
        start.setDefaultButton(true);
        var cancel = new Button(text("capture.cancel"));
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> whenCancelled.run());
        var foot = Parts.row(Parts.spring(), cancel, start);
        foot.getStyleClass().add("form-foot");
        fields(chosen, today);
        getChildren()
                .addAll(
                        Parts.label(text("capture.form.title"), "card-headline"),
                        new FromTo(from(chosen), text("capture.to")),
                        Parts.field(text("capture.name"), name, name, nameHint),
                        Parts.field(text("capture.note"), note, note),
                        destination(chosen, library, libraryFree),
                        foot);
    }

    private void fields(Chosen chosen, LocalDate today) {
        String title = chosen.disk().map(disk -> disk.title()).orElse("");
        name.setId("capture-name");
        name.setText(ImageName.suggest(title, today));
        name.setAccessibleText(text("capture.name"));
        name.textProperty().addListener((observed, before, after) -> check());
        note.setPrefRowCount(2);
        note.setWrapText(true);
        note.setPromptText(text("capture.note.prompt"));
        note.setAccessibleText(text("capture.note"));
        var group = new ToggleGroup();
        intoLibrary.setToggleGroup(group);
        inPlace.setToggleGroup(group);
        intoLibrary.setSelected(true);
        compress.setId("capture-compress");
        compress.setSelected(Capture.Options.COMPRESS);
        compress.disableProperty().bind(inPlace.selectedProperty());
    }

    private void check() {
        boolean possible = ImageName.possible(name.getText());
        start.setDisable(!possible);
        Parts.mark(!possible, name, nameHint);
    }

    private CaptureOrder order(Chosen chosen) {
        return new CaptureOrder(
                chosen,
                name.getText().strip(),
                note.getText().strip(),
                inPlace.isSelected(),
                compress.isSelected());
    }

    private static String from(Chosen chosen) {
        return text(
                "capture.from",
                chosen.disk().map(disk -> disk.title()).orElse(""),
                Units.bytes(chosen.bytes()),
                Units.bytes(chosen.bytesToRead()));
    }

    private VBox destination(Chosen chosen, Path library, long free) {
        String room =
                free < 0
                        ? text("capture.library.unknown", library.toString())
                        : text("capture.library.free", library.toString(), Units.bytes(free));
        var roomLabel = Parts.wrapped(room, "field-hint", "under-radio");
        var box =
                new VBox(
                        Parts.label(text("capture.destination"), "field-name"),
                        intoLibrary,
                        roomLabel);
        if (free >= 0 && free < chosen.bytesToRead()) {
            var short_ = Parts.wrapped(text("capture.library.short"), "trouble", "under-radio");
            box.getChildren().add(short_);
        }
        var under = new VBox(compress);
        under.getStyleClass().add("under-radio");
        box.getChildren()
                .addAll(
                        under,
                        Parts.wrapped(text("capture.compress.hint"), "field-hint", "under-choice"),
                        inPlace,
                        Parts.wrapped(text("capture.inPlace.hint"), "field-hint", "under-radio"));
        box.getStyleClass().add("field");
        return box;
    }

    /// A page with this step of a capture in its middle.
    public static Node page(Node step) {
        var box = new HBox(step);
        box.setAlignment(Pos.TOP_CENTER);
        box.getStyleClass().add("centred");
        var page = new BorderPane(Parts.scrolling(box));
        page.setTop(Parts.head(text("capture.title"), text("capture.sentence")));
        page.getStyleClass().add("page");
        return page;
    }
}
