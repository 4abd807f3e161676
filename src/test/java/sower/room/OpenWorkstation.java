package sower.room;

import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import sower.control.ControlServer;
import sower.deploy.Deployment;
import sower.image.Image;
import sower.swarm.EngineOptions;

/// A workstation on loopback that seeds an image to everybody.
record OpenWorkstation(Deployment deployment, ControlServer control) implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    static OpenWorkstation of(Image image) throws IOException {
        var options = EngineOptions.workstation(LOOPBACK, 0).withMemory(64 << 20);
        var deployment = Deployment.start(image, options, InstantSource.system());
        return new OpenWorkstation(
                deployment, ControlServer.open(deployment, LOOPBACK, LOOPBACK, 0));
    }

    @Override
    public void close() throws IOException {
        control.close();
        deployment.close();
    }
}
