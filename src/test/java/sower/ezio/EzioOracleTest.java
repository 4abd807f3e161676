package sower.ezio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.capture.MasterDisk;
import sower.control.ControlServer;
import sower.deploy.Deployment;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.LocalDisks;
import sower.disk.RefusedException;
import sower.image.ImageLibrary;
import sower.metainfo.Metainfo;
import sower.swarm.EngineOptions;

/// EZIO's service, driven by Google's gRPC and Protocol Buffers for Python: nothing of ours is on
/// that side but the field numbers.
@Tag("oracle")
class EzioOracleTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir private Path folder;
    private Deployment deployment;
    private ControlServer tracker;
    private EzioServer ezio;
    private Path torrent;
    private Metainfo metainfo;

    @BeforeEach
    void seedAndOpen() throws IOException {
        Needs.that(
                Files.exists(Path.of(PYTHON))
                        && Programs.attempt("", PYTHON, "-c", "import grpc, google.protobuf").code()
                                == 0,
                "this test needs gRPC for Python (python3-grpcio, python3-protobuf)");
        var master = MasterDisk.make(folder.resolve("master.img"));
        CapturePlan plan;
        try (var source = BlockDevice.openSource(master)) {
            plan = CapturePlan.of(LocalDisks.of().at(master), source);
        }
        var library = new ImageLibrary(folder.resolve("library"));
        var image =
                new Capture(plan, library, "lab", "", Capture.Options.of(false))
                        .run(progress -> {}, () -> false);
        var options = EngineOptions.workstation(HERE, 0);
        deployment = Deployment.start(image, options, InstantSource.system());
        tracker = ControlServer.open(deployment, HERE, HERE, 0);
        metainfo = deployment.torrents().getFirst().metainfo();
        torrent = folder.resolve("volume.torrent");
        Files.write(torrent, metainfo.withAnnounce(tracker.announceUrl()).bytes());
        ezio = EzioServer.open(new InetSocketAddress(HERE, 0), EngineOptions.target(HERE, 0));
    }

    @AfterEach
    void close() throws IOException {
        if (ezio != null) {
            ezio.close();
            tracker.close();
            deployment.close();
        }
    }

    @Test
    void aVolumeIsAddedWatchedPausedAndShutDown() throws Exception {
        var target = blank(metainfo.lastExtentEnd());
        assertEquals("Sower 0.1.0", client("version").path("version").asText());

        assertTrue(client("add", torrent.toString(), target.toString()).path("result").asBoolean());
        var done = awaitFinished();

        assertEquals(1.0, done.path("progress").asDouble());
        assertEquals(target.toString(), done.path("save_path").asText());
        assertEquals(metainfo.layout().length(), done.path("total_done").asLong());
        assertEquals(0, done.path("total").asLong(), "as EZIO has it");
        assertTrue(done.path("total_payload_download").asLong() >= metainfo.layout().length());
        assertEquals(5, done.path("state").asInt());
        assertEquals(-1, done.path("last_upload").asLong(), "never");
        holds(target);

        var hash = metainfo.infoHash().toString();
        client("pause", hash);
        assertTrue(torrents().getFirst().path("is_paused").asBoolean());
        client("resume", hash);
        assertFalse(torrents().getFirst().path("is_paused").asBoolean());
        client("shutdown");
        assertTrue(ezio.isShutDown(1000));
    }

    @Test
    void whatWasPausedInTheMiddleGoesOn() throws Exception {
        var target = blank(metainfo.lastExtentEnd());
        client("add", torrent.toString(), target.toString());
        var hash = metainfo.infoHash().toString();
        client("pause", hash);
        assertTrue(torrents().getFirst().path("is_paused").asBoolean());

        client("resume", hash);

        awaitFinished();
        holds(target);
    }

    @Test
    void aDiskThatIsTooSmallIsRefusedUntouched() throws Exception {
        var target = blank(metainfo.lastExtentEnd() - 512);

        var refused = client("add", torrent.toString(), target.toString());

        assertTrue(refused.path("refused").asText().contains("too small"), refused.toString());
        assertArrayEquals(
                new byte[Math.toIntExact(metainfo.lastExtentEnd() - 512)],
                Files.readAllBytes(target));
        assertEquals(List.of(), torrents());
    }

    @Test
    void aMountedDiskIsRefused() throws Exception {
        Needs.root();
        Needs.tool("losetup", "mke2fs", "mount", "umount");
        var target = blank(32 << 20);
        Programs.run("mke2fs", "-q", "-F", target.toString());
        var point = Files.createDirectories(folder.resolve("mnt")).toString();
        try (var loop = LoopDevice.of(target)) {
            Programs.run("mount", "-o", "ro", loop.path().toString(), point);
            try {
                var refused = client("add", torrent.toString(), loop.path().toString());
                assertTrue(
                        refused.path("refused").asText().contains("is mounted on"),
                        refused.toString());
            } finally {
                Programs.run("umount", point);
            }
        }
    }

    @Test
    void nonsenseIsAnsweredInASentence() throws Exception {
        var noTorrent = Files.write(folder.resolve("no.torrent"), new byte[100]);
        var target = blank(1 << 20);

        assertFalse(
                client("add", noTorrent.toString(), target.toString())
                        .path("refused")
                        .isMissingNode());
        assertTrue(client("pause", "00").path("refused").asText().contains("no torrent"));
    }

    @Test
    void nobodyFromOutsideReachesIt() {
        var everywhere = new InetSocketAddress("0.0.0.0", 0);
        var options = EngineOptions.target(HERE, 0);

        assertThrows(RefusedException.class, () -> EzioServer.open(everywhere, options));
    }

    private JsonNode awaitFinished() throws Exception {
        for (int i = 0; i < 100; i++) {
            var torrents = torrents();
            if (torrents.getFirst().path("is_finished").asBoolean()) {
                return torrents.getFirst();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("never finished: " + torrents());
    }

    private List<JsonNode> torrents() throws IOException {
        var all = new ArrayList<JsonNode>();
        client("status").path("torrents").forEach(all::add);
        return all;
    }

    private JsonNode client(String... command) throws IOException {
        var script = getClass().getResource("client.py");
        var all = new ArrayList<String>();
        all.addAll(
                List.of(
                        PYTHON,
                        Path.of(URI.create(String.valueOf(script))).toString(),
                        "127.0.0.1:" + ezio.port()));
        all.addAll(List.of(command));
        return new ObjectMapper().readTree(Programs.run(all.toArray(String[]::new)));
    }

    private Path blank(long length) throws IOException {
        var file = folder.resolve("target.img");
        return Files.write(file, new byte[Math.toIntExact(length)]);
    }

    private void holds(Path target) throws IOException {
        var volume = deployment.image().manifest().volumes().getFirst();
        try (var from = BlockDevice.openSource(folder.resolve("master.img"));
                var to = BlockDevice.openSource(target)) {
            for (Extent extent : metainfo.extents()) {
                int count = Math.toIntExact(extent.length());
                assertArrayEquals(
                        from.bytes(volume.offset() + extent.offset(), count),
                        to.bytes(extent.offset(), count));
            }
        }
    }
}
