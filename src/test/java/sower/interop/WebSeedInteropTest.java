package sower.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sower.Needs;
import sower.control.ControlServer;
import sower.control.LoopbackRoom;
import sower.deploy.Deployment;
import sower.swarm.EngineOptions;
import sower.swarm.SampleVolume;

/// Volumes over HTTP (BEP 19), without a peer: from us to clients of other makes, and from a web
/// server that much of the world uses to us.
@Tag("system")
class WebSeedInteropTest extends ClientsRoom {
    @ParameterizedTest
    @EnumSource
    void fetchesFromOurWebSeed(Client client) throws Exception {
        client.needs();
        var image = LoopbackRoom.captured(folder);
        var options = EngineOptions.workstation(LOOPBACK, 0);
        try (var deployment = Deployment.start(image, options, InstantSource.system());
                var control = ControlServer.open(deployment, LOOPBACK, LOOPBACK, 0)) {
            control.openWebSeed();
            var volume = image.manifest().volumes().getFirst();
            byte[] master = Files.readAllBytes(folder.resolve("master.img"));
            int begin = (int) volume.offset();
            var partition = folder.resolve("partition");
            Files.write(
                    partition, Arrays.copyOfRange(master, begin, begin + (int) volume.length()));
            var metainfo = deployment.torrents().getFirst().metainfo();
            var captured =
                    new SampleVolume(partition, volume.length(), metainfo)
                            .at(control.url() + "/ws/");
            var torrent = folder.resolve("volume.torrent");
            Files.write(torrent, captured.metainfo().bytes());
            var data = Files.createDirectory(folder.resolve("data"));

            var process = start(client, torrent.toString(), data);

            awaitSlices(captured, data, process);
        }
    }

    @Test
    void nginxGivesUsAVolume() throws Exception {
        Needs.tool("nginx");
        var volume = SampleVolume.make(folder, 7, 24_000_000, 1 << 20);
        var data = Files.createDirectory(folder.resolve("data"));
        Slices.write(volume, data);
        var target = volume.blankTarget(folder, "target");
        var done = new CountDownLatch(1);
        int port = nginx(data);

        leech(volume.at("http://127.0.0.1:" + port + "/"), target, done);

        awaitWritten(volume, target, done);
    }

    private int nginx(Path data) throws IOException {
        int port = freePort();
        var home = Files.createDirectory(folder.resolve("home"));
        var configuration = home.resolve("nginx.conf");
        Files.writeString(
                configuration,
                """
                daemon off;
                master_process off;
                pid %s/pid;
                user root;
                events {}
                http {
                    access_log off;
                    server { listen 127.0.0.1:%d; root %s; }
                }
                """
                        .formatted(home, port, data));
        endWithTest(
                new ProcessBuilder("nginx", "-e", "stderr", "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("log").toFile())
                        .start());
        return port;
    }
}
