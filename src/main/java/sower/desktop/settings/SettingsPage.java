package sower.desktop.settings;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;
import sower.desktop.shell.HelpEvent;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Language;
import sower.desktop.shell.Parts;
import sower.desktop.shell.Pills;
import sower.desktop.shell.Preferences;
import sower.desktop.shell.ThemeChoice;
import sower.desktop.shell.Typeface;
import sower.desktop.shell.Units;
import sower.disk.Power;

/// The few things one may want to change.
public final class SettingsPage extends BorderPane {
    private final Wishes wishes;
    private final Label folder;
    private final Label awake = Parts.wrapped("", "muted");

    /// What the page asks for.
    public interface Wishes {
        void theme(ThemeChoice choice);

        void language(Language choice);

        void library(Path folder);

        void practice();

        /// Show what a support bundle would hold.
        void support();
    }

    /// @param log folder of the program's log
    public SettingsPage(Preferences preferences, Path log, Wishes wishes) {
        this.wishes = wishes;
        this.folder = Parts.cut(preferences.library().toString(), "setting-value");
        getStyleClass().add("page");
        setTop(Parts.head(text("settings.title"), text("settings.sentence")));
        var list =
                new VBox(
                        setting(
                                Material2OutlinedMZ.PALETTE,
                                text("settings.theme"),
                                text("settings.theme.hint"),
                                choices(
                                        "theme",
                                        ThemeChoice.values(),
                                        preferences.theme(),
                                        wishes::theme)),
                        setting(
                                Material2OutlinedAL.FOLDER_OPEN,
                                text("settings.library"),
                                text("settings.library.hint"),
                                library()),
                        setting(
                                Material2OutlinedAL.LANGUAGE,
                                text("settings.language"),
                                text("settings.language.hint"),
                                choices(
                                        "language",
                                        Language.values(),
                                        preferences.language(),
                                        wishes::language)),
                        setting(
                                Material2OutlinedMZ.STRAIGHTEN,
                                text("settings.units"),
                                text("settings.units.hint"),
                                only(text("settings.units"), text("settings.units.decimal"))),
                        setting(
                                Material2OutlinedMZ.POWER_SETTINGS_NEW,
                                text("settings.awake"),
                                awake,
                                HelpEvent.link(HelpTopic.POWER)),
                        setting(
                                Material2OutlinedMZ.SCHOOL,
                                text("settings.practice"),
                                text("settings.practice.hint"),
                                Parts.button(
                                        text("welcome.open"),
                                        Material2OutlinedMZ.PLAY_CIRCLE_OUTLINE,
                                        wishes::practice)),
                        setting(
                                Material2OutlinedAL.CONTACT_SUPPORT,
                                text("settings.support"),
                                text("settings.support.hint", log),
                                support()));
        list.getStyleClass().addAll("card-box", "settings-list");
        list.setMaxHeight(Region.USE_PREF_SIZE);
        BorderPane.setAlignment(list, Pos.TOP_LEFT);
        setCenter(list);
        show(Power.MAINS);
    }

    /// What this computer runs on now.
    public void show(Power power) {
        String laptop = power.lid() ? text("settings.awake.lid") : "";
        String battery =
                power.onBattery()
                        ? text("settings.awake.battery", Units.percent(power.percent() / 100.0))
                        : "";
        awake.setText(
                Stream.of(text("settings.awake.hint"), laptop, battery)
                        .filter(each -> !each.isEmpty())
                        .reduce((one, two) -> text("power.both", one, two))
                        .orElse(""));
    }

    private static Node setting(Ikon icon, String name, String hint, Node control) {
        return setting(icon, name, Parts.wrapped(hint, "muted"), control);
    }

    private static Node setting(Ikon icon, String name, Label hint, Node control) {
        var words = new VBox(Parts.label(name, "setting-name"), hint);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = Parts.row(Parts.icon(icon, "setting-icon"), words, control);
        row.getStyleClass().add("setting");
        return row;
    }

    /// One pill per constant; ids are `name-CONSTANT`.
    private static <E extends Enum<E>> HBox choices(
            String name, E[] choices, E current, Consumer<E> whenChosen) {
        return Pills.of(List.of(choices), current, choice -> button(name, choice), whenChosen);
    }

    private static <E extends Enum<E>> ToggleButton button(String name, E choice) {
        var button = new ToggleButton(word(choice));
        button.setId(name + "-" + choice.name());
        if (choice == Language.TRADITIONAL_CHINESE) {
            Typeface.NOTO_SANS_TC.on(button); // its own name, also where no system font has it
        }
        return button;
    }

    private HBox library() {
        Button choose = new Button(text("settings.choose"));
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(event -> {
            var chooser = new DirectoryChooser();
            chooser.setTitle(text("settings.library"));
            File chosen = chooser.showDialog(getScene().getWindow());
            if (chosen != null) {
                folder.setText(chosen.toString());
                wishes.library(chosen.toPath());
            }
        });
        folder.setMaxWidth(280);
        var row = Parts.row(folder, choose);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    private Button support() {
        var save =
                Parts.button(text("support.save"), Material2OutlinedMZ.SAVE_ALT, wishes::support);
        save.setId("support-ask");
        return save;
    }

    /// A choice with one possibility, shown as what it is.
    private static ComboBox<String> only(String name, String value) {
        var box = new ComboBox<String>();
        box.getItems().add(value);
        box.getSelectionModel().selectFirst();
        box.setAccessibleText(name);
        box.setMinWidth(208);
        return box;
    }
}
