package sower.desktop.network;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.net.InetAddress;
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
import sower.desktop.shell.HelpEvent;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Problem;
import sower.desktop.shell.ProblemCard;
import sower.desktop.shell.TypedLine;

/// What the doctor found; below it, how machines start from the network.
public final class NetworkPage extends BorderPane {
    private final VBox findings = Parts.column();
    private final TypedLine boot = new TypedLine(text("boot.line"), 1);

    /// @param whenAsked the person wants the network looked at again
    public NetworkPage(Runnable whenAsked) {
        getStyleClass().add("page");
        var again = Parts.button(text("network.again"), Material2OutlinedMZ.REFRESH, whenAsked);
        again.setId("network-again");
        setTop(Parts.head(text("network.title"), text("network.sentence"), again));
        findings.setId("network-findings");
        boot.name("boot-line");
        var starting =
                Parts.card(
                        Parts.label(text("boot.title"), "card-title"),
                        Parts.wrapped(text("boot.words"), "muted"),
                        boot,
                        HelpEvent.link(HelpTopic.NET_BOOT));
        var body = new VBox(findings, starting);
        body.getStyleClass().add("network-body");
        setCenter(Parts.scrolling(body));
    }

    /// Those first that a person should mind.
    ///
    /// @param at this computer's address in the machines' network; empty while it has none
    public void show(List<Advice> found, Optional<InetAddress> at) {
        var address = at.map(InetAddress::getHostAddress).orElse(text("boot.address"));
        boot.show("sudo sower boot --listen " + address);
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
