package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Engines whose torrent names a web server (BEP 19).
@Tag("swarm")
class WebSeedTest {
    private static final int SECONDS = 60;

    @TempDir Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var thing : open.reversed()) {
            thing.close();
        }
    }

    @Test
    void givesAllToWhomNobodyElseGives() throws Exception {
        var volume = SampleVolume.make(folder, 1, 12_000_000, 1 << 18);
        var web = web(volume, WebServer::honestly);
        var room = room(volume, web);

        var leecher = room.leecher("target");

        assertTrue(leecher.completes(SECONDS), "complete in time");
        assertTrue(volume.isWrittenTo(leecher.file()), "bytes equal, gaps untouched");
        assertEquals(volume.metainfo().layout().length(), web.sent());
    }

    /// A seed shows its pieces one by one: what it has not shown is not lacking.
    @Test
    void isNotAskedWhileASeedGives() throws Exception {
        var volume = SampleVolume.make(folder, 2, 4_000_000, 1 << 18);
        var web = web(volume, WebServer::honestly);
        var room = room(volume, web);
        var seeder = room.seeder();
        seeder.torrent().limit(1_000_000, 0);

        room.assertCopies(room.leecher("target"), seeder);

        assertEquals(0, web.sent());
    }

    @Test
    void givesARoomAboutOneCopy() throws Exception {
        var volume = SampleVolume.make(folder, 3, 12_000_000, 1 << 18);
        var web = web(volume, WebServer::honestly);
        var room = room(volume, web);
        room.setSite("here");
        var machines = new ArrayList<Room.Machine>();
        for (int i = 0; i < 4; i++) {
            var machine = room.leecher("target-" + i);
            machines.forEach(other -> machine.torrent().addPeer(other.address()));
            machines.add(machine);
        }

        for (var machine : machines) {
            assertTrue(machine.completes(SECONDS), "complete in time");
            assertTrue(volume.isWrittenTo(machine.file()), "bytes equal, gaps untouched");
        }

        double copies = (double) web.sent() / volume.metainfo().layout().length();
        assertTrue(copies < 2, "the web server gave " + copies + " copies");
    }

    @Test
    void isShutOutWhenItLies() throws Exception {
        var volume = SampleVolume.make(folder, 4, 4_000_000, 1 << 18);
        var web =
                web(volume, (it, exchange, bytes) -> it.honestly(exchange, new byte[bytes.length]));
        var room = room(volume, web);
        var leecher = room.leecher("target");
        assertTrue(web.awaitAsked());

        assertTrue(
                leecher.awaitOffence(web.port(), offence -> offence.banned(), SECONDS), "banned");

        room.assertCopies(leecher, room.seeder());
    }

    @Test
    void holdsNobodyUpWhenItHangs() throws Exception {
        var volume = SampleVolume.make(folder, 5, 4_000_000, 1 << 18);
        var web =
                web(
                        volume,
                        (it, exchange, bytes) -> {
                            exchange.sendResponseHeaders(206, bytes.length);
                            exchange.getResponseBody().write(bytes, 0, 1000);
                            exchange.getResponseBody().flush();
                            Thread.sleep(600_000);
                        });
        var room = room(volume, web);
        var leecher = room.leecher("target");
        assertTrue(web.awaitAsked());

        room.assertCopies(leecher, room.seeder());
    }

    @Test
    void saysWhatIsWrongWithIt() throws Exception {
        var volume = SampleVolume.make(folder, 6, 1_000_000, 1 << 18);
        var web = web(volume, (it, exchange, bytes) -> exchange.sendResponseHeaders(403, -1));
        var leecher = room(volume, web).leecher("target");

        var said = leecher.offences(web.port()).getFirst();

        assertTrue(said.startsWith("answers \"403 Forbidden\" to /sda1/0000"), said);
    }

    @Test
    void isAskedOverTls() throws Exception {
        var certificate = Certificate.make(folder, "ip:127.0.0.1");
        var before = SSLContext.getDefault();
        open.add(() -> SSLContext.setDefault(before));
        SSLContext.setDefault(certificate);
        var volume = SampleVolume.make(folder, 7, 4_000_000, 1 << 18);
        var web = WebServer.secure(volume, WebServer::honestly, certificate);
        open.add(web);

        var leecher = room(volume, web).leecher("target");

        assertTrue(leecher.completes(SECONDS), "complete in time");
        assertEquals(volume.metainfo().layout().length(), web.sent());
    }

    @Test
    void isAskedForNothingWhenNobodyVouchesForIt() throws Exception {
        var certificate = Certificate.make(folder, "ip:127.0.0.1");
        var volume = SampleVolume.make(folder, 8, 1_000_000, 1 << 18);
        var web = WebServer.secure(volume, WebServer::honestly, certificate);
        open.add(web);
        var leecher = room(volume, web).leecher("target");

        var said = leecher.offences(web.port()).getFirst();

        assertTrue(said.startsWith("does not prove to be 127.0.0.1: "), said);
        assertEquals(0, web.sent());
    }

    private WebServer web(SampleVolume volume, WebServer.Manner manner) throws IOException {
        var web = new WebServer(volume, manner);
        open.add(web);
        return web;
    }

    /// Of people who lose their patience soon.
    private Room room(SampleVolume volume, WebServer web) throws IOException {
        var room = new Room(folder, volume.at(web.url()));
        var usual = PeerTimeouts.DEFAULT;
        var alone = Duration.ofSeconds(2);
        room.setTimeouts(
                new PeerTimeouts(
                        usual.block(), usual.write(), usual.silence(), usual.ours(), alone));
        open.add(room::close);
        return room;
    }
}
