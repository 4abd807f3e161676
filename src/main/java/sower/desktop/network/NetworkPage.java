package sower.desktop.network;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.rehearsal.ListenAddress;
import sower.desktop.shell.HelpEvent;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;
import sower.netboot.BootAccess.Way;
import sower.netboot.BootPlan;
import sower.netboot.BootSnapshot;

/// What the doctor found; below it, how machines start from the network, and above it where they
/// do.
public final class NetworkPage extends BorderPane {
    private final VBox findings = Parts.column();
    private final VBox body = new VBox();
    private final BootCard boot;

    /// What a person may want of this page.
    public interface Wishes {
        /// The network is looked at again.
        void look();

        /// Machines start from here.
        void switchOn(BootPlan plan);

        /// They do not any more.
        void switchOff();
    }

    public NetworkPage(Wishes wishes) {
        getStyleClass().add("page");
        boot = new BootCard(wishes::switchOn, wishes::switchOff);
        var again = Parts.button(text("network.again"), Material2OutlinedMZ.REFRESH, wishes::look);
        again.setId("network-again");
        setTop(Parts.head(text("network.title"), text("network.sentence"), again));
        findings.setId("network-findings");
        body.getStyleClass().add("network-body");
        setCenter(Parts.scrolling(body));
    }

    /// Those first that a person should mind.
    public void show(List<Advice> found) {
        findings.getChildren()
                .setAll(
                        found.stream()
                                .sorted(
                                        Comparator.comparing((Advice each) -> each.about().level())
                                                .reversed())
                                .map(NetworkPage::notice)
                                .toList());
    }

    public void show(Problem problem) {
        findings.getChildren().setAll(new ProblemCard(problem));
    }

    /// Machines do not start from here.
    ///
    /// @param addresses at which they could be answered
    /// @param why not any more, if that was not wanted
    public void showBootOff(Way way, List<ListenAddress> addresses, Optional<Problem> why) {
        boot.showOff(way, addresses, why);
        body.getChildren().setAll(findings, boot);
    }

    /// It is being switched on.
    public void showBootStarting() {
        boot.showStarting();
    }

    /// Machines start from here.
    public void showBootOn(BootPlan plan, BootSnapshot machines) {
        boot.showOn(plan, machines);
        body.getChildren().setAll(boot, findings);
    }

    /// Notices of what a person should mind, for another page.
    public static List<Node> worrying(List<Advice> found) {
        return found.stream()
                .filter(each -> each.about().level() == Advice.Level.CARE)
                .map(NetworkPage::notice)
                .toList();
    }

    private static Node notice(Advice advice) {
        var said = word(advice.about(), advice.figures().toArray()).split("\\|", 2);
        var words = new VBox(Parts.wrapped(said[0], "notice-title"));
        words.getStyleClass().add("notice-words");
        if (said.length > 1) {
            words.getChildren().add(Parts.wrapped(said[1], "notice-text"));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = Parts.row(Parts.icon(sign(advice.about().level())), words);
        if (said.length > 1) {
            row.getChildren().add(HelpEvent.link(HelpTopic.NETWORK));
        }
        row.setAlignment(Pos.TOP_LEFT);
        row.getStyleClass().addAll("notice", style(advice.about().level()));
        return row;
    }

    private static Ikon sign(Advice.Level level) {
        return switch (level) {
            case GOOD -> Material2OutlinedAL.CHECK_CIRCLE;
            case NOTE -> Material2OutlinedAL.INFO;
            case CARE -> Material2OutlinedMZ.REPORT_PROBLEM;
        };
    }

    private static String style(Advice.Level level) {
        return switch (level) {
            case GOOD -> "notice-good";
            case NOTE -> "notice-note";
            case CARE -> "notice-care";
        };
    }
}
