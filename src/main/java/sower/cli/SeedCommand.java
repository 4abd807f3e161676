package sower.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.control.ControlServer;
import sower.deploy.Deployment;
import sower.metainfo.InfoHash;
import sower.swarm.EngineOptions;
import sower.tracker.LocalDiscovery;

/// `sower seed`: an image goes to a room.
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        description = "Seed an image to a room and show every machine, until Ctrl-C.")
final class SeedCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 100;

    @Parameters(
            paramLabel = "IMAGE",
            description = "Its name in the library, such as lab or lab@2.")
    private String name;

    @Option(
            names = "--until-done",
            paramLabel = "N",
            defaultValue = "0",
            description = "End when N machines have ended (done or failed).")
    private int untilDone;

    @Option(
            names = "--web-seed",
            description =
                    "Give the image over HTTP too, to clients whose peers give them nothing (BEP 19).")
    private boolean webSeed;

    @Mixin private LibraryOption libraryOption;

    @Mixin private ListenOption listenOption;

    @Mixin private LimitOption limitOption;

    @Mixin private DiscoveryOptions discovery;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var image = libraryOption.library().open(name);
        var address = listenOption.address();
        long upRate = limitOption.upRate();
        var options =
                EngineOptions.workstation(address.getAddress(), listenOption.peerPort())
                        .exchangingPeers(discovery.exchange());
        try (var interruption = new Interruption();
                var _ = SwarmDoor.open("seed " + image.title());
                var deployment = Deployment.start(image, options, InstantSource.system());
                var _ = discovery.nearby() ? nearby(deployment, address.getAddress()) : null;
                var control =
                        ControlServer.open(
                                deployment,
                                address.getAddress(),
                                address.getAddress(),
                                address.getPort())) {
            if (webSeed) {
                control.openWebSeed();
            }
            out.println("seeding " + image.title() + " at " + control.url());
            out.println("on a machine: sower restore --from " + control.url() + " --to DEVICE");
            control.magnets().forEach(magnet -> out.println("any client: " + magnet));
            out.flush();
            deployment.limit(upRate);
            deployment.listen(new RoomView(out));
            while (!interruption.getAsBoolean() && !done(deployment)) {
                Waiting.millis(POLL_MILLIS);
            }
            deployment.snapshot().machines().forEach(row -> out.println(RoomView.row(row)));
            out.flush();
            return interruption.getAsBoolean() ? CommandLineProgram.CANCELLED : 0;
        }
    }

    private static LocalDiscovery nearby(Deployment deployment, InetAddress at) throws IOException {
        var swarms = new HashMap<InfoHash, Consumer<InetSocketAddress>>();
        deployment
                .torrents()
                .forEach(torrent -> swarms.put(torrent.metainfo().infoHash(), torrent::addPeer));
        return LocalDiscovery.open(at, deployment.port(), swarms);
    }

    private boolean done(Deployment deployment) {
        if (untilDone == 0) {
            return false;
        }
        long ended =
                deployment.snapshot().machines().stream()
                        .filter(machine -> machine.phase().ended())
                        .count();
        return ended >= untilDone;
    }
}
