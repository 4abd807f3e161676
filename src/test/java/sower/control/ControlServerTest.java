package sower.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.deploy.Deployment;
import sower.deploy.MachineReport;
import sower.deploy.Phase;
import sower.swarm.EngineOptions;

/// The end of a run that everybody may join.
class ControlServerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int TIMES = 100;

    @TempDir private Path folder;

    /// `seed --until-done 1` ends at the report of an end; the machine kept its proof for minutes,
    /// because it was not told that somebody had heard it.
    @Test
    void whoTellsItsEndIsAnsweredBeforeTheServerEnds() throws Exception {
        var image = LoopbackRoom.captured(folder);
        for (int i = 0; i < TIMES; i++) {
            try (var deployment =
                    Deployment.start(
                            image,
                            EngineOptions.workstation(LOOPBACK, 0),
                            InstantSource.system())) {
                var server = ControlServer.open(deployment, LOOPBACK, LOOPBACK, 0);
                var ending = Thread.ofPlatform().start(() -> closeAtTheEnd(server, deployment));
                var heard = new AtomicBoolean();
                new ControlClient(server.url())
                        .report(end("machine " + i), orders -> heard.set(orders.heard()));
                ending.join();
                assertTrue(heard.get());
            }
        }
    }

    private static void closeAtTheEnd(ControlServer server, Deployment deployment) {
        while (deployment.snapshot().machines().stream().noneMatch(it -> it.phase().ended())) {
            Thread.onSpinWait();
        }
        server.close();
    }

    private static MachineReport end(String name) {
        return new MachineReport(
                name, name, 1, Phase.DONE, 1, 1, 0, 0, 0, "", 0, "all right", List.of());
    }
}
