package sower.desktop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import sower.control.ControlServer;
import sower.deploy.Deployment;
import sower.deploy.DeploymentSnapshot;
import sower.desktop.shell.Surroundings;
import sower.image.Image;
import sower.swarm.EngineOptions;

/// A running deployment, with the port that machines come to. Opening and closing it takes time, so
/// neither happens on the view's thread.
final class Seeding implements AutoCloseable {
    private final Deployment deployment;
    private final Optional<ControlServer> control;

    private Seeding(Deployment deployment, Optional<ControlServer> control) {
        this.deployment = deployment;
        this.control = control;
    }

    /// Seeds `image` to whoever reaches this computer.
    static Seeding open(Image image) throws IOException {
        InetAddress here = Surroundings.here().orElse(InetAddress.getLoopbackAddress());
        InetAddress everywhere = new InetSocketAddress(0).getAddress();
        var deployment =
                Deployment.start(
                        image, EngineOptions.workstation(everywhere, 0), InstantSource.system());
        try {
            return new Seeding(
                    deployment, Optional.of(ControlServer.open(deployment, everywhere, here, 0)));
        } catch (IOException | RuntimeException e) {
            deployment.close();
            throw e;
        }
    }

    /// One that the practice room started; the room itself ends what belongs to it.
    static Seeding ofPractice(Deployment deployment) {
        return new Seeding(deployment, Optional.empty());
    }

    void listen(Consumer<DeploymentSnapshot> listener) {
        deployment.listen(listener);
    }

    @Override
    public void close() throws IOException {
        control.ifPresent(ControlServer::close);
        deployment.close();
    }
}
