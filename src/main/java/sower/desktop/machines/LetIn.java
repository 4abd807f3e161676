package sower.desktop.machines;

import static sower.desktop.shell.Texts.text;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Sheet;
import sower.enrol.EnrolledMachine;
import sower.enrol.MachineIdentity;

/// The code of a machine without a ticket, to be compared with the machine's own screen.
public final class LetIn {
    private LetIn() {}

    /// Asks over what `place` shows.
    ///
    /// @param whenSame told when the person says that both codes are the same
    public static void ask(
            StackPane place, EnrolledMachine machine, Consumer<EnrolledMachine> whenSame) {
        var name = machine.identity().name();
        var code = Parts.label(machine.code(), "big-code");
        code.setId("let-in-code");
        var framed = new VBox(code);
        framed.setAlignment(Pos.CENTER);
        framed.getStyleClass().add("code-frame");
        var cancel = new Button(text("admit.cancel"));
        cancel.setId("let-in-cancel");
        var same =
                Parts.button(text("admit.do"), Material2OutlinedAL.HOW_TO_REG, () -> {}, "accent");
        same.setId("let-in-do");
        var foot = Parts.row(Parts.spring(), cancel, same);
        foot.getStyleClass().add("form-foot");
        var sheet =
                new Sheet(
                        Parts.card(
                                Parts.wrapped(text("admit.title", name), "card-headline"),
                                Parts.wrapped(text("admit.compare", name), "sheet-words"),
                                framed,
                                about(machine),
                                Parts.wrapped(text("admit.other"), "muted"),
                                foot),
                        cancel);
        sheet.setId("let-in");
        cancel.setOnAction(event -> sheet.lift());
        same.setOnAction(event -> {
            sheet.lift();
            whenSame.accept(machine);
        });
        sheet.over(place);
    }

    private static Label about(EnrolledMachine machine) {
        var identity = machine.identity();
        var serial = serial(identity);
        return Parts.wrapped(
                text("admit.about", machine.address(), serial, String.join(", ", identity.macs())),
                "muted");
    }

    /// Its serial number, in words.
    static String serial(MachineIdentity identity) {
        return identity.serial().isEmpty()
                ? text("plan.serial.none")
                : text("disks.serial", identity.serial());
    }
}
