package sower.interop;

import java.nio.file.Files;
import java.util.EnumMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.swarm.SampleVolume;

/// One volume and six machines: one of ours seeds, another of ours and one of every other make
/// fetch it from whomever they like.
@Tag("system")
class MixedSwarmTest extends ClientsRoom {
    @Test
    void everybodyEndsWithTheSameBytes() throws Exception {
        for (var client : Client.values()) {
            client.needs();
        }
        var volume = SampleVolume.make(folder, 8, 48_000_000, 1 << 20);
        var target = volume.blankTarget(folder, "target");
        var done = new CountDownLatch(1);
        seed(volume);
        leech(volume, target, done);
        var processes = new EnumMap<Client, Process>(Client.class);

        for (var client : Client.values()) {
            var data = Files.createDirectory(folder.resolve("data-" + client));
            var home = folder.resolve("home-" + client);
            processes.put(client, start(client, torrent(volume), data, home));
        }

        awaitWritten(volume, target, done);
        for (var started : processes.entrySet()) {
            awaitSlices(volume, folder.resolve("data-" + started.getKey()), started.getValue());
        }
    }
}
