package sower.local;

import java.nio.file.Path;
import java.util.List;
import sower.deploy.Phase;
import sower.disk.ReadAccess;
import sower.disk.WriteAccess;
import sower.image.ImageLibrary;

/// What the window does for somebody without rights, without the window: an image is written to a
/// disk of this computer by the two privileged processes (`packaging/trial`).
///
///     WritingTrial LIBRARY IMAGE DEVICE
public final class WritingTrial {
    private WritingTrial() {}

    public static void main(String[] args) throws Exception {
        if (!ReadAccess.canBeAsked()) {
            throw new IllegalStateException("no disk can be read here by a password");
        }
        ReadAccess.ask();
        var image = new ImageLibrary(Path.of(args[0])).open(args[1]);
        var target =
                LocalTarget.look(image.manifest(), true).stream()
                        .filter(each -> each.disk().path().equals(args[2]))
                        .findFirst()
                        .orElseThrow();
        System.out.println(target.verdict());
        System.out.println("written by: " + WriteAccess.way(List.of(target.identity())));
        var run = LocalRun.start(Path.of(args[0]), image, List.of(target));
        try (run) {
            while (!run.over()) {
                Thread.sleep(200);
            }
        }
        var end = run.snapshot().machines().getFirst();
        System.out.println(end.phase() + ": " + end.message());
        System.exit(end.phase() == Phase.DONE ? 0 : 1);
    }
}
