package sower.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sower.swarm.EngineOptions;
import sower.target.MagnetMetainfo;

/// Each client joins our engine by a magnet link, and gives us the torrent of one.
@Tag("system")
class MagnetInteropTest extends ClientsRoom {
    @ParameterizedTest
    @EnumSource
    void joinsUsByAMagnetLink(Client client) throws Exception {
        client.needs();
        var volume = manyExtents(3);
        seed(volume);
        var data = Files.createDirectory(folder.resolve("data"));

        var magnet = magnet(volume).toString();

        var process = start(client, magnet, data);
        for (int i = 0; client.mayEndWithTheMetainfo() && i < 50; i++) {
            if (process.waitFor(500, TimeUnit.MILLISECONDS) && !Slices.equal(volume, data)) {
                process = start(client, magnet, data);
            } else if (Slices.equal(volume, data)) {
                return;
            }
        }

        awaitSlices(volume, data, process);
    }

    @ParameterizedTest
    @EnumSource
    void givesUsTheTorrentOfAMagnetLink(Client client) throws Exception {
        client.needs();
        var volume = manyExtents(4);
        var data = Files.createDirectory(folder.resolve("data"));
        Slices.write(volume, data);
        tracker.allow(volume.metainfo().infoHash(), _ -> {});
        start(client, torrent(volume), data);

        var options = EngineOptions.target(LOOPBACK, 0);
        var fetched =
                new MagnetMetainfo(magnet(volume), options, (int) PATIENCE.toSeconds(), false)
                        .fetch(List.of(), () -> false);

        assertEquals(volume.metainfo().infoHash(), fetched.infoHash());
        assertEquals(volume.metainfo().extents(), fetched.extents());
        assertEquals(magnet(volume).trackers(), fetched.trackers());
    }
}
