package sower.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sower.swarm.SampleVolume;

/// Each client fetches a volume from our engine, and seeds a slices folder to it. They find each
/// other through our tracker.
@Tag("system")
class InteropTest extends ClientsRoom {
    @ParameterizedTest
    @EnumSource
    void leechesFromUs(Client client) throws Exception {
        fetchesFromUs(client);
    }

    @ParameterizedTest
    @EnumSource
    void seedsToUs(Client client) throws Exception {
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
}
