package sower.desktop;

import static sower.desktop.shell.Texts.text;

import sower.deploy.DeploymentSnapshot;
import sower.desktop.deploy.RoomFigures;
import sower.desktop.shell.Jobs;

/// What is told of the open room wherever the person is: in the status line, and aloud.
final class RoomStatus {
    private static final String JOB = "deploy";

    private final Workbench bench;
    private Announcements announcements = new Announcements();

    RoomStatus(Workbench bench) {
        this.bench = bench;
    }

    /// Nothing is written yet.
    void rehearsed(DeploymentSnapshot room) {
        bench.jobs().show(new Jobs.Job(JOB, text("plan.job", room.image()), -1));
    }

    /// Machines were released.
    void running(DeploymentSnapshot room) {
        announcements.of(room).ifPresent(bench.frame()::announce);
        if (RoomFigures.of(room).ended()) {
            bench.jobs().end(JOB);
        } else {
            bench.jobs()
                    .show(new Jobs.Job(JOB, text("room.running", room.image()), room.fraction()));
        }
    }

    /// There is no room any more.
    void end() {
        bench.jobs().end(JOB);
        announcements = new Announcements();
    }
}
