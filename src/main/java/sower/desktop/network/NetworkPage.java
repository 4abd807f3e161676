package sower.desktop.network;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.Comparator;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.HelpEvent;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;

/// What the doctor found; below it, that network boot is still to come.
public final class NetworkPage extends BorderPane {
    private final VBox findings = Parts.column();

    /// @param whenAsked the person wants the network looked at again
    public NetworkPage(Runnable whenAsked) {
        getStyleClass().add("page");
        var again = Parts.button(text("network.again"), Material2OutlinedMZ.REFRESH, whenAsked);
        again.setId("network-again");
        setTop(Parts.head(text("network.title"), text("network.sentence"), again));
        findings.setId("network-findings");
        var mark = Parts.label(text("coming.mark"), "badge");
        mark.setMinWidth(USE_PREF_SIZE);
        var later =
                Parts.row(
                        Parts.icon(Material2OutlinedMZ.POWER_SETTINGS_NEW, "muted-icon"),
                        Parts.wrapped(text("coming.network"), "muted"),
                        Parts.spring(),
                        mark);
        later.getStyleClass().add("card-box");
        HBox.setHgrow(later.getChildren().get(1), Priority.ALWAYS);
        var body = new VBox(findings, later);
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
            words.getChildren().add(HelpEvent.link(HelpTopic.NETWORK));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = Parts.row(Parts.icon(sign(advice.about().level())), words);
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
