package sower.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sower.Needs;
import sower.swarm.SampleVolume;

/// Each client insists on encryption and fetches a volume from our engine, or seeds it to us.
@Tag("system")
class EncryptedInteropTest extends ClientsRoom {
    @ParameterizedTest
    @EnumSource
    void leechesEncryptedFromUs(Client client) throws Exception {
        encrypted = true;
        if (!client.callsLoopback()) {
            here = outside();
        }

        fetchesFromUs(client);
    }

    /// Each is told of nobody, insists too, and seeds to our engine, which calls.
    @ParameterizedTest
    @EnumSource
    void isCalledByUs(Client client) throws Exception {
        encrypted = true;
        announced = false;
        client.needs();
        var volume = SampleVolume.make(folder, 2, 24_000_000, 1 << 20);
        var data = Files.createDirectory(folder.resolve("data"));
        Slices.write(volume, data);
        var target = volume.blankTarget(folder, "target");
        var done = new CountDownLatch(1);
        leech(volume, target, done);

        start(client, torrent(volume), data);

        assertTrue(
                done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> "incomplete\n" + log());
        assertTrue(volume.isWrittenTo(target), "bytes equal, gaps untouched");
    }

    /// An address of this machine that its network knows; who insists must call us.
    private static InetAddress outside() throws IOException {
        var found =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> address instanceof Inet4Address)
                        .filter(address -> !address.isLoopbackAddress())
                        .findFirst();
        Needs.that(found.isPresent(), "this test needs an address that is not loopback");
        return found.orElseThrow();
    }
}
