package sower.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.swarm.PeerSnapshot;
import sower.swarm.SampleVolume;

/// A client that finds us, or one more of us, without a tracker.
@Tag("system")
class NearbyInteropTest extends ClientsRoom {
    @Test
    void aria2FindsUsInTheNetwork() throws Exception {
        Client.ARIA2.needs();
        var volume = SampleVolume.make(folder, 9, 24_000_000, 1 << 20);
        seed(volume);
        lookNearby(volume);
        var data = Files.createDirectory(folder.resolve("data"));
        var torrent = folder.resolve("without-tracker.torrent");
        Files.write(torrent, volume.metainfo().bytes());

        var process = start(torrent, data, "lpd", "--bt-lpd-interface=127.0.0.1");

        awaitSlices(volume, data, process);
    }

    @Test
    void aria2HearsOfTheOtherFromTheOneThatItKnows() throws Exception {
        Client.ARIA2.needs();
        announced = false;
        exchanging = true;
        var volume = SampleVolume.make(folder, 10, 24_000_000, 1 << 20);
        var known = seed(volume);
        var other = seed(volume);
        known.limit(300_000, 0); // whoever has everything calls nobody any more
        known.addPeer(address(other));
        tracker.allow(volume.metainfo().infoHash(), _ -> {}); // nobody calls it
        tracker.addSeed(volume.metainfo().infoHash(), address(known));
        var data = Files.createDirectory(folder.resolve("data"));

        start(Path.of(torrent(volume)), data, "exchange", "--seed-time=9");

        long until = System.nanoTime() + PATIENCE.toNanos();
        while (other.snapshot().peers().stream().noneMatch(NearbyInteropTest::isAria2)) {
            assertTrue(System.nanoTime() < until, () -> "not called\n" + log());
            Thread.sleep(250);
        }
    }

    private static boolean isAria2(PeerSnapshot peer) {
        return peer.client().startsWith("aria2");
    }

    /// @param way that is usually off, a part of its option
    /// @param more an option that goes with it
    private Process start(Path torrent, Path data, String way, String more) throws Exception {
        var home = Files.createDirectory(folder.resolve("home"));
        var usual = Client.ARIA2.command(torrent.toString(), data, home, freePort(), false);
        List<String> command = new ArrayList<>(usual);
        command.replaceAll(option -> option.replace(way + "=false", way + "=true"));
        command.add(more);
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("log").toFile())
                        .start();
        endWithTest(process);
        return process;
    }
}
