package sower.desktop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import sower.desktop.help.HelpPage;
import sower.desktop.shell.Awake;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.Place;
import sower.disk.Power;
import sower.disk.WriteAccess;

/// A screen of the window: a page in a state that is worth a look.
///
/// @param node makes it, on the FX thread
/// @param then what a person does once it is there
/// @param power what this computer runs on
/// @param awake how far it is kept awake
record Screen(Place place, Callable<Node> node, Consumer<Scene> then, Power power, Awake awake) {
    private Screen(Place place, Callable<Node> node, Consumer<Scene> then) {
        this(place, node, then, Power.MAINS, Awake.ALWAYS);
    }

    private Screen(Place place, Callable<Node> node) {
        this(place, node, scene -> {});
    }

    /// The same on a laptop that is not plugged in.
    private Screen onBattery(int percent, Awake kept) {
        return new Screen(place, node, then, new Power(true, percent, true), kept);
    }

    /// One that is not among all of them.
    static Screen of(Place place, Callable<Node> node) {
        return new Screen(place, node);
    }

    /// All of them, by name.
    static Map<String, Screen> all() {
        var screens = new LinkedHashMap<String, Screen>();
        screens.put("disks", new Screen(Place.DISKS, () -> SamplePages.disks(false)));
        screens.put("disks-chosen", new Screen(Place.DISKS, () -> SamplePages.disks(true)));
        screens.put("disks-hotplug", new Screen(Place.DISKS, SamplePages::hotPlug));
        screens.put(
                "disks-unlock",
                new Screen(
                        Place.DISKS,
                        () -> SamplePages.disks(true),
                        scene -> ((Button) scene.lookup("#unlock-sda")).fire()));
        screens.put("capture-form", new Screen(Place.DISKS, SampleCapture::form));
        screens.put("capture-running", new Screen(Place.DISKS, SampleCapture::running));
        screens.put(
                "capture-battery",
                new Screen(Place.DISKS, SampleCapture::running).onBattery(64, Awake.ALWAYS));
        screens.put("capture-end", new Screen(Place.DISKS, SampleCapture::end));
        screens.put("capture-failed", new Screen(Place.DISKS, SampleCapture::failed));
        screens.put(
                "images", new Screen(Place.IMAGES, () -> SamplePages.images(SamplePages.sample())));
        screens.put("images-empty", new Screen(Place.IMAGES, () -> SamplePages.images(List.of())));
        screens.put(
                "here-choose",
                new Screen(Place.IMAGES, () -> SampleWriting.choosing(WriteAccess.Way.PASSWORD)));
        screens.put(
                "here-release",
                new Screen(
                        Place.IMAGES,
                        () -> SampleWriting.choosing(WriteAccess.Way.PASSWORD),
                        scene -> {
                            SampleWriting.choose(scene);
                            ((Button) scene.lookup("#targets-write")).fire();
                        }));
        screens.put(
                "here-by-hand",
                new Screen(
                        Place.IMAGES,
                        () -> SampleWriting.choosing(WriteAccess.Way.NONE),
                        SampleWriting::choose));
        screens.put("here-writing", new Screen(Place.IMAGES, () -> SampleWriting.writing(false)));
        screens.put("here-written", new Screen(Place.IMAGES, () -> SampleWriting.writing(true)));
        screens.put(
                "deploy-choose",
                new Screen(Place.DEPLOY, () -> SamplePages.choose(SamplePages.sample())));
        screens.put("room-form", new Screen(Place.DEPLOY, SamplePages::roomForm));
        screens.put(
                "room-form-wrong",
                new Screen(
                        Place.DEPLOY,
                        SamplePages::roomForm,
                        scene -> ((TextField) scene.lookup("#room-rule")).setText("biggest")));
        screens.put(
                "rehearsal-empty",
                new Screen(Place.DEPLOY, () -> SamplePages.rehearsal(List.of())));
        screens.put(
                "rehearsal",
                new Screen(Place.DEPLOY, () -> SamplePages.rehearsal(SampleRehearsal.room(false))));
        screens.put(
                "rehearsal-release",
                new Screen(
                        Place.DEPLOY,
                        () -> SamplePages.rehearsal(SampleRehearsal.room(false)),
                        scene -> ((Button) scene.lookup("#release-all")).fire()));
        screens.put(
                "rehearsal-battery",
                new Screen(Place.DEPLOY, () -> SamplePages.rehearsal(SampleRehearsal.room(false)))
                        .onBattery(12, Awake.LID_OPEN));
        screens.put("rehearsal-run", new Screen(Place.DEPLOY, SamplePages::rehearsedRun));
        screens.put(
                "deploy-waiting", new Screen(Place.DEPLOY, () -> SamplePages.room(8, 0, false)));
        screens.put(
                "deploy-running", new Screen(Place.DEPLOY, () -> SamplePages.room(8, 74, false)));
        screens.put(
                "deploy-trouble", new Screen(Place.DEPLOY, () -> SamplePages.room(30, 95, true)));
        screens.put("deploy-net", new Screen(Place.DEPLOY, () -> SamplePages.net(30)));
        screens.put(
                "deploy-net-many",
                new Screen(
                        Place.DEPLOY,
                        () -> SamplePages.net(100),
                        scene ->
                                ((TableView<?>) scene.lookup("#peer-table"))
                                        .getSelectionModel()
                                        .select(16)));
        screens.put("deploy-arranged", new Screen(Place.DEPLOY, SamplePages::arranged));
        screens.put(
                "deploy-ended", new Screen(Place.DEPLOY, () -> SamplePages.room(8, 359, false)));
        screens.put(
                "deploy-drawer",
                new Screen(
                        Place.DEPLOY,
                        SamplePages::rehearsedRun,
                        scene -> {
                            var table = (TableView<?>) scene.lookup("#peer-table");
                            table.getSelectionModel().select(2);
                            table.fireEvent(
                                    new KeyEvent(
                                            KeyEvent.KEY_PRESSED,
                                            "",
                                            "",
                                            KeyCode.ENTER,
                                            false,
                                            false,
                                            false,
                                            false));
                        }));
        screens.put("deploy-repeat", new Screen(Place.DEPLOY, SamplePages::endedWithFailures));
        screens.put("rehearsal-newcomers", new Screen(Place.DEPLOY, SamplePages::newcomers));
        screens.put(
                "let-in",
                new Screen(
                        Place.DEPLOY,
                        SamplePages::newcomers,
                        scene -> ((Button) scene.lookup("#newcomer-PC-12")).fire()));
        screens.put(
                "report",
                new Screen(Place.DEPLOY, () -> SampleRecords.report(Optional.of(SampleRun.of(9)))));
        screens.put(
                "report-none",
                new Screen(Place.DEPLOY, () -> SampleRecords.report(Optional.empty())));
        screens.put(
                "machines",
                new Screen(Place.MACHINES, () -> SampleRecords.machines(SampleMachines.site())));
        screens.put(
                "machines-none",
                new Screen(Place.MACHINES, () -> SampleRecords.machines(List.of())));
        screens.put("network", new Screen(Place.NETWORK_BOOT, SamplePages::network));
        screens.put("netboot", new Screen(Place.NETWORK_BOOT, SamplePages::netBoot));
        screens.put("help", new Screen(Place.HELP, HelpPage::new));
        screens.put(
                "help-keys",
                new Screen(
                        Place.HELP,
                        () -> {
                            var page = new HelpPage();
                            page.open(HelpTopic.KEYS);
                            return page;
                        }));
        screens.put("settings", new Screen(Place.SETTINGS, SampleSettings::settings));
        screens.put(
                "support",
                new Screen(
                        Place.SETTINGS,
                        SampleSettings::support,
                        scene ->
                                ((ListView<?>) scene.lookup("#support-files"))
                                        .getSelectionModel()
                                        .select(2)));
        return screens;
    }
}
