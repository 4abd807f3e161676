package sower.desktop;

import java.nio.file.Path;
import java.time.LocalDate;
import javafx.scene.Node;
import sower.capture.CaptureProgress;
import sower.desktop.capture.CaptureEnd;
import sower.desktop.capture.CaptureForm;
import sower.desktop.capture.CaptureOrder;
import sower.desktop.capture.CaptureRunning;
import sower.desktop.disks.Chosen;
import sower.desktop.shell.Problem;

/// The steps of a made-up capture. On the FX thread.
final class SampleCapture {
    private SampleCapture() {}

    static Chosen chosen() {
        var selection = new sower.desktop.disks.Selection();
        selection.whole(SampleDisks.master());
        return selection.chosen();
    }

    static Node form() {
        return CaptureForm.page(
                new CaptureForm(
                        chosen(),
                        LocalDate.of(2026, 3, 14),
                        Path.of("Sower images"),
                        412_000_000_000L,
                        order -> {},
                        () -> {}));
    }

    static Node running() {
        var running =
                new CaptureRunning(new CaptureOrder(chosen(), "lab", "", false, true), () -> {});
        running.show(
                new CaptureProgress(
                        CaptureProgress.Stage.READ_AND_HASH,
                        "nvme0n1p4",
                        71_200_000_000L,
                        32_700_000_000L,
                        185_000_000_000L,
                        1_240_000_000L,
                        1_118_000_000L,
                        101));
        return CaptureForm.page(running);
    }

    static Node end() {
        return CaptureForm.page(
                new CaptureEnd(
                        SampleDisks.image("lab-windows-2026", 2, false), () -> {}, () -> {}));
    }

    static Node failed() {
        return CaptureForm.page(
                new CaptureEnd(
                        Problem.of(
                                new java.io.IOException(
                                        "/dev/nvme0n1: reading 65536 bytes at 4096000 failed: input"
                                                + " or output error")),
                        () -> {}));
    }
}
