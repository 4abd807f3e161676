package sower.metainfo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.Extent;

/// Magnet links, and a torrent put together from what they lead to.
class MagnetTest {
    private static final InfoHash SWARM =
            InfoHash.parse("c9e15763f722f23e98a29decdfae341b98d53056");

    @Test
    void isWrittenAndReadAgain() throws Exception {
        var trackers = Trackers.of(List.of("http://[::1]:6969/announce?a=1&b=2", "udp://t:80"));
        var magnet = new Magnet(SWARM, "Lab 1 & 資料", trackers, List.of("192.0.2.1:6881"));

        assertEquals(magnet, Magnet.parse(magnet.toString()));
    }

    @Test
    void isWhatOtherClientsWrite() throws Exception {
        var link =
                "MAGNET:?dn=a+b&xt.1=urn:btmh:1220caf1&xt.2=urn:btih:ZHQVOY7XELZD5GFCTXWN7LRUDOMNKMCW"
                        + "&tr.1=udp%3A%2F%2Fone&tr.2=udp%3A%2F%2Ftwo&x.pe=[::1]:1&so=0-2";

        var magnet = Magnet.parse(link);

        assertEquals(
                new Magnet(
                        SWARM,
                        "a b",
                        Trackers.of(List.of("udp://one", "udp://two")),
                        List.of("[::1]:1")),
                magnet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/",
                "magnet:?",
                "magnet:?dn=lab",
                "magnet:?xt=urn:btih:",
                "magnet:?xt=urn:btih:c9e15763",
                "magnet:?xt=urn:btih:g9e15763f722f23e98a29decdfae341b98d53056",
                "magnet:?xt=urn:btmh:1220caf1",
                "magnet:?xt=urn:btih:c9e15763f722f23e98a29decdfae341b98d53056&dn=%",
            })
    void isRefusedInASentence(String link) {
        var refusal = assertThrows(MetainfoException.class, () -> Magnet.parse(link));

        assertEquals(1, String.valueOf(refusal.getMessage()).lines().count());
    }

    @Test
    void peersThatAreNoAddressesAreLeftOut() throws Exception {
        var link =
                new Magnet(SWARM, "", Trackers.NONE, List.of()) + "&x.pe=a b:1&x.pe=x:0&x.pe=h:7";

        assertEquals(List.of("h:7"), Magnet.parse(link).peers());
    }

    @Test
    void theInfoDictionaryAloneGivesTheSameTorrent() throws Exception {
        var made = torrent();
        var foreign = Metainfo.read(withExtraKey(made));
        for (var metainfo : List.of(made, foreign)) {
            var trackers = new Trackers(List.of(List.of("udp://a", "udp://b"), List.of("udp://c")));

            var again = Metainfo.ofInfo(info(metainfo), trackers);

            assertEquals(metainfo.infoHash(), again.infoHash());
            assertEquals(metainfo.extents(), again.extents());
            assertEquals(trackers, again.trackers());
            assertEquals(trackers, Metainfo.read(again.bytes()).trackers());
            assertArrayEquals(info(metainfo), info(again));
        }
    }

    @Test
    void aTorrentHasTheTrackersOfItsListOrTheOne() throws Exception {
        var one = torrent().withAnnounce("http://a/");

        assertEquals(Trackers.NONE, torrent().trackers());
        assertEquals(Trackers.of(List.of("http://a/")), one.trackers());
        assertEquals(one.trackers(), Metainfo.read(one.bytes()).trackers());
    }

    private static Metainfo torrent() throws MetainfoException {
        var extents = List.of(new Extent(4096, 16384), new Extent(65536, 512));
        return Metainfo.create("sda1", 1 << 14, extents, new byte[40], "", Instant.EPOCH);
    }

    /// One that we would write differently.
    private static byte[] withExtraKey(Metainfo metainfo) {
        var text = new String(metainfo.bytes(), ISO_8859_1);
        return text.replace("4:name4:sda1", "4:name4:sda18:no kinds3:all").getBytes(ISO_8859_1);
    }

    private static byte[] info(Metainfo metainfo) throws IOException {
        var out = new ByteArrayOutputStream();
        metainfo.writeInfoTo(out);
        return out.toByteArray();
    }
}
