package sower.desktop;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import sower.desktop.settings.SettingsPage;
import sower.desktop.settings.SupportPage;
import sower.desktop.shell.Language;
import sower.desktop.shell.Preferences;
import sower.desktop.shell.ThemeChoice;
import sower.support.SupportBundle;
import sower.support.SupportBundle.Content;
import sower.support.SupportBundle.Part;

/// The settings, and a made-up support bundle. On the FX thread.
final class SampleSettings {
    private static final String RUN =
            """
            {"kind":"Began","at":1795860900000,"run":"20261128-101500-4f2a","image":"image-1@2"}
            {"kind":"Planned","at":1795860931000,"address":"address-2","hello":{"id":"machine-1"}}
            {"kind":"Phased","at":1795860980000,"address":"address-2:6881","report":{"id":"machine-1"}}
            {"kind":"Ended","at":1795861800000,"proved":false,"trouble":["machine-1 failed"]}
            """;
    private static final String LOG =
            """
            2026-11-28T10:15:00Z INFO sower.run.Run: image-1@2 is open at address-1:6969
            2026-11-28T10:29:12Z WARNING sower.desktop.shell.Background: release failed
            java.io.IOException: /home/user-1/Sower images/image-1: no space left on device
            """;

    private SampleSettings() {}

    static Node support() {
        var page =
                new SupportPage(
                        new SupportBundle(
                                List.of(
                                        new Part(Content.SYSTEM, "system.txt", "Sower 0.1.0\n"),
                                        new Part(Content.DISKS, "disks.txt", "nvme0n1\n"),
                                        new Part(
                                                Content.RUN,
                                                "runs/20261128-101500-4f2a.jsonl",
                                                RUN),
                                        new Part(Content.LOG, "log.txt", LOG))),
                        new SupportPage.Wishes() {
                            @Override
                            public void save() {}

                            @Override
                            public void leave() {}
                        });
        page.saved(Path.of("/home/technician/Documents/sower-support-20261128-1040.zip"));
        return page;
    }

    static Node settings() {
        return new SettingsPage(
                new Preferences(Path.of("no-such-file"), Path.of("Sower images")),
                Path.of("/home/technician/.local/state/sower/log"),
                new SettingsPage.Wishes() {
                    @Override
                    public void theme(ThemeChoice choice) {}

                    @Override
                    public void language(Language choice) {}

                    @Override
                    public void library(Path folder) {}

                    @Override
                    public void practice() {}

                    @Override
                    public void support() {}
                });
    }
}
