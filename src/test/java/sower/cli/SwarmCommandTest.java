package sower.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.disk.BlockDevice;
import sower.metainfo.InfoHash;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;
import sower.swarm.HoldUp;
import sower.swarm.LimitingFactor;
import sower.swarm.PeerSnapshot;
import sower.swarm.SampleVolume;
import sower.swarm.SwarmSnapshot;
import sower.swarm.Torrent;
import sower.swarm.TorrentListener;
import sower.swarm.Trust;

/// `sower swarm` beside programs that have swarms.
@Tag("swarm")
class SwarmCommandTest {
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
    void showsWhoFeedsWhomWhileItGoesOn() throws Exception {
        var volume = SampleVolume.make(folder, 5, 8_000_000, 1 << 18);
        var all = new BitSet();
        all.set(0, volume.metainfo().layout().pieceCount());
        var seeder = engine();
        join(seeder, volume, BlockDevice.openSource(volume.file()), all);
        var target = BlockDevice.claimTarget(volume.blankTarget(folder, "target"));
        var leecher = engine();
        var torrent = join(leecher, volume, target, new BitSet());
        torrent.limit(0, 1_000_000);
        torrent.addPeer(new InetSocketAddress(LOOPBACK, seeder.port()));
        try (var _ = door(1, () -> SwarmText.of("sower seed lab", Engine.running()))) {
            var said = awaitFed(torrent);

            assertTrue(said.startsWith("sower seed lab\n"), said);
            assertTrue(said.contains("fed by 127.0.0.1:" + seeder.port() + " (100 %)"), said);
            assertTrue(said.contains("feeds 127.0.0.1:" + leecher.port() + " (100 %)"), said);
            assertTrue(said.contains("has     from it       to it"), said);
        }
    }

    private String awaitFed(Torrent torrent) throws Exception {
        for (int i = 0; i < 100 && torrent.snapshot().downRate() == 0; i++) {
            Thread.sleep(50);
        }
        var said = "";
        for (int i = 0; i < 20 && !(said.contains("fed by") && said.contains("feeds")); i++) {
            Thread.sleep(100); // the rates of both ends are made once a second
            said = sower().said;
        }
        return said;
    }

    @Test
    void endsWithASentenceWhereNothingIsGoingOn() {
        var outcome = sower();

        assertEquals(1, outcome.code);
        assertTrue(outcome.said.contains("Nothing to see"), outcome.said);
    }

    @Test
    void showsEveryProgramAndWatchesToTheirEnd() throws Exception {
        var watched = new StringWriter();
        try (var _ = door(1, () -> "one\n")) {
            var second = door(2, () -> "two\n");
            assertEquals(new Outcome(0, "one\n\ntwo\n\n"), sower());
            second.close();
            assertEquals(new Outcome(0, "one\n\n"), sower());
            var watching = Thread.ofVirtual().start(() -> sower(watched, "--watch"));
            open.add(watching::join);
            for (int i = 0; i < 100 && !watched.toString().contains("one\n\none"); i++) {
                Thread.sleep(50);
            }
        }
        open.removeLast().close(); // it ends by itself

        assertTrue(watched.toString().startsWith("one\n\none\n"), watched.toString());
    }

    @Test
    void isForItsOwnerOnly() throws Exception {
        try (var _ = door(1, () -> "one\n")) {
            var permissions = Files.getPosixFilePermissions(doors());

            assertEquals("rwx------", PosixFilePermissions.toString(permissions));
        }
        assertFalse(Files.exists(doors().resolve("1.swarm")));
    }

    @Test
    void whatAKilledProgramLeftIsPassedOver() throws Exception {
        Files.createDirectories(doors());
        var left = doors().resolve("7.swarm");
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(left));
        server.close(); // its name stays, as after a kill

        assertEquals(1, sower().code);
        assertFalse(Files.exists(left));
    }

    @Test
    void aProgramWhoseDoorCannotBeOpenedWorksOn() throws Exception {
        Files.createFile(folder.resolve("doors"));

        door(1, () -> "one\n").close();

        assertTrue(Files.isRegularFile(doors()));
    }

    @Test
    void whatAStrangerCallsItselfMovesNoCursor() {
        var peer =
                new PeerSnapshot(
                        new InetSocketAddress(LOOPBACK, 6881),
                        "\033[2Jevil\n",
                        false,
                        new BitSet(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        LimitingFactor.ITS_DISK);
        var metainfo = new SwarmSnapshotOf(List.of(peer)).snapshot();

        var text = SwarmText.of("sower", List.of(metainfo));

        assertTrue(text.contains("?[2Jevil?"), text);
        assertFalse(text.contains("\033"), text);
        assertTrue(text.contains("its disk"), text);
    }

    /// A torrent that does nothing, with these peers.
    private record SwarmSnapshotOf(List<PeerSnapshot> peers) {
        SwarmSnapshot snapshot() {
            var infoHash = InfoHash.of(new byte[20]);
            return new SwarmSnapshot(
                    infoHash,
                    "sda1",
                    1000,
                    1,
                    0,
                    new BitSet(),
                    0,
                    0,
                    0,
                    0,
                    0,
                    1,
                    HoldUp.SOURCES,
                    false,
                    peers,
                    List.of());
        }
    }

    private Path doors() {
        return folder.resolve("doors");
    }

    private SwarmDoor door(long pid, Supplier<String> told) {
        return SwarmDoor.open(doors(), pid, told);
    }

    private Engine engine() throws IOException {
        var engine = Engine.start(EngineOptions.target(LOOPBACK, 0), new Random(open.size()));
        open.add(engine);
        return engine;
    }

    private Torrent join(Engine engine, SampleVolume volume, BlockDevice device, BitSet had)
            throws IOException {
        open.addFirst(device);
        var listener = new TorrentListener() {};
        return engine.add(volume.metainfo(), volume.on(device), had, Trust.FIRST_READ, listener);
    }

    private Outcome sower() {
        var said = new StringWriter();
        return new Outcome(sower(said), said.toString());
    }

    private int sower(StringWriter said, String... more) {
        var out = new PrintWriter(said, true);
        var words = new ArrayList<>(List.of("swarm", "--from", doors().toString()));
        words.addAll(List.of(more));
        return CommandLineProgram.run(out, out, words.toArray(String[]::new));
    }
}
