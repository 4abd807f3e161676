package sower.desktop.network;

import static sower.desktop.shell.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.rehearsal.ListenAddress;
import sower.desktop.shell.HelpEvent;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;
import sower.desktop.shell.TypedLine;
import sower.netboot.BootAccess.Way;
import sower.netboot.BootPlan;
import sower.netboot.BootSnapshot;

/// How machines start from the network: switched off, with what is asked for before it is switched
/// on, or on, with the machines that start.
final class BootCard extends VBox {
    private final Consumer<BootPlan> whenSwitchedOn;
    private final Runnable whenSwitchedOff;
    private Optional<BootForm> form = Optional.empty();
    private Optional<BootList> list = Optional.empty();

    BootCard(Consumer<BootPlan> whenSwitchedOn, Runnable whenSwitchedOff) {
        this.whenSwitchedOn = whenSwitchedOn;
        this.whenSwitchedOff = whenSwitchedOff;
        getStyleClass().add("card-box");
    }

    /// It is off. What a person has filled in stays, as long as there is something to choose from.
    ///
    /// @param why it is off, if that was not wanted
    void showOff(Way way, List<ListenAddress> addresses, Optional<Problem> why) {
        list = Optional.empty();
        var head = head(text("boot.words"));
        why.ifPresent(problem -> head.getChildren().add(new ProblemCard(problem)));
        if (way == Way.NO_FILES || way == Way.NONE || addresses.isEmpty()) {
            form = Optional.empty();
            getChildren().setAll(head, byHand(way, addresses), HelpEvent.link(HelpTopic.NET_BOOT));
            return;
        }
        var asked = form.filter(shown -> shown.addresses().equals(addresses));
        var fresh = asked.orElseGet(() -> new BootForm(addresses, whenSwitchedOn));
        form = Optional.of(fresh);
        fresh.ready(text(way == Way.PASSWORD ? "boot.password" : "boot.ourselves"));
        getChildren().setAll(head, fresh);
    }

    /// The password is asked for, or others are listened to.
    void showStarting() {
        form.ifPresent(BootForm::busy);
    }

    /// It is on.
    void showOn(BootPlan plan, BootSnapshot boot) {
        if (list.isEmpty()) {
            var machines = new BootList();
            list = Optional.of(machines);
            var off =
                    Parts.button(
                            text("boot.off"),
                            Material2OutlinedMZ.POWER_SETTINGS_NEW,
                            whenSwitchedOff);
            off.setId("boot-off");
            var foot = Parts.row(HelpEvent.link(HelpTopic.NET_BOOT), Parts.spring(), off);
            getChildren().setAll(head(words(plan)), machines, foot);
        }
        list.get().show(boot);
    }

    private static String words(BootPlan plan) {
        var here = plan.here().getHostAddress();
        return plan.range()
                .map(range -> text("boot.on.range", here, plan.workstation(), range))
                .orElseGet(() -> text("boot.on", here, plan.workstation()));
    }

    private static VBox head(String words) {
        return Parts.column(
                Parts.label(text("boot.title"), "card-title"), Parts.wrapped(words, "muted"));
    }

    /// What a person types where the window cannot do it.
    private static Node byHand(Way way, List<ListenAddress> addresses) {
        if (way == Way.NO_FILES) {
            return typed("boot.files", "sudo apt install ./sower-boot_*.deb");
        }
        if (addresses.isEmpty()) {
            return Parts.row(
                    Parts.icon(Material2OutlinedAL.INFO), Parts.wrapped(text("boot.offline")));
        }
        var here = addresses.getFirst().address().getHostAddress();
        return typed("boot.none", "sudo sower boot --listen " + here);
    }

    private static Node typed(String why, String command) {
        var line = new TypedLine(text("boot.line"), 1);
        line.name("boot-line");
        line.show(command);
        return Parts.column(Parts.wrapped(text(why)), line);
    }
}
