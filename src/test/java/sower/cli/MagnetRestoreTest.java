package sower.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.disk.BlockDevice;
import sower.metainfo.Magnet;
import sower.metainfo.Trackers;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;
import sower.swarm.SampleVolume;
import sower.swarm.SwarmKey;
import sower.swarm.TorrentListener;
import sower.swarm.Trust;

/// `sower restore --torrent magnet:?…`.
@Tag("swarm")
class MagnetRestoreTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();

    private record Outcome(int code, String said) {}

    @AfterEach
    void close() throws Exception {
        for (var thing : open.reversed()) {
            thing.close();
        }
    }

    @Test
    void writesTheVolumeThatTheLinkLeadsTo() throws Exception {
        var volume = SampleVolume.make(folder, 6, 5_000_000, 1 << 18);
        var engine = seed(volume, EngineOptions.target(LOOPBACK, 0));
        var target = volume.blankTarget(folder, "target");

        var outcome = restore(link(volume, engine), target);

        assertEquals(0, outcome.code, outcome.said);
        assertTrue(volume.isWrittenTo(target), "bytes equal, gaps untouched");
    }

    @Test
    void tellsWhenNobodyGivesTheTorrentAndWritesNothing() throws Exception {
        var volume = SampleVolume.make(folder, 6, 5_000_000, 1 << 18);
        var key = SwarmKey.parse("00112233445566778899aabbccddeeff");
        var engine = seed(volume, EngineOptions.target(LOOPBACK, 0).closedTo(key));
        var target = volume.blankTarget(folder, "target");

        var outcome = restore(link(volume, engine), target);

        assertEquals(1, outcome.code);
        assertTrue(
                outcome.said.contains("Nobody has given the torrent of the magnet link"),
                outcome.said);
        assertTrue(!volume.isWrittenTo(target));
    }

    @Test
    void aLinkThatLeadsNowhereIsRefused() {
        var nowhere = "magnet:?xt=urn:btih:000125262b2f3f7f80c3a4ff20e4b8ad0d0a3d23";

        var outcome = restore(nowhere, folder.resolve("target"));

        assertEquals(1, outcome.code);
        assertTrue(outcome.said.contains("names no tracker and no peer"), outcome.said);
    }

    private static String link(SampleVolume volume, Engine engine) {
        var peers = List.of("127.0.0.1:" + engine.port());
        var infoHash = volume.metainfo().infoHash();
        return new Magnet(infoHash, "sda1", Trackers.NONE, peers).toString();
    }

    private Engine seed(SampleVolume volume, EngineOptions options) throws IOException {
        var device = BlockDevice.openSource(volume.file());
        open.add(device);
        var engine = Engine.start(options, new Random(3));
        open.add(engine);
        var all = new BitSet();
        all.set(0, volume.metainfo().layout().pieceCount());
        var listener = new TorrentListener() {};
        engine.add(volume.metainfo(), volume.on(device), all, Trust.FIRST_READ, listener);
        return engine;
    }

    private static Outcome restore(String link, Path target) {
        var said = new StringWriter();
        var out = new PrintWriter(said, true);
        int code =
                CommandLineProgram.run(
                        out,
                        out,
                        "restore",
                        "--torrent",
                        link,
                        "--to",
                        target.toString(),
                        "--listen",
                        "127.0.0.1",
                        "--patience",
                        "5");
        return new Outcome(code, said.toString());
    }
}
