package sower.metainfo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.disk.Extent;

class WebFilesTest {
    private static final String SEED = "http://192.0.2.1/ws/";
    private static final String FIRST = "00000000000000000000000000100000";
    private static final String SECOND = "0000000000000000000000000000000f";

    private static final List<Extent> EXTENTS =
            List.of(new Extent(0x100000, 16384), new Extent(0xf, 10), new Extent(0x200, 6000));

    @Test
    void areTheFilesBehindARange() throws IOException {
        var files = new WebFiles(made());

        assertEquals(
                List.of(
                        new WebFiles.Part(0, 16384, 16380, 4),
                        new WebFiles.Part(1, 10, 0, 10),
                        new WebFiles.Part(2, 6000, 0, 1)),
                files.parts(16380, 15));
        assertEquals(List.of(new WebFiles.Part(1, 10, 3, 2)), files.parts(16387, 2));
        assertEquals(List.of(new WebFiles.Part(2, 6000, 0, 6000)), files.parts(16394, 6000));
    }

    @Test
    void lieInAFolderOfTheTorrentsName() throws IOException {
        var files = new WebFiles(made());

        assertEquals("http://192.0.2.1/ws/my%20disk/" + FIRST, files.url(SEED, 0));
        assertEquals("http://192.0.2.1/ws/my%20disk/" + SECOND, files.url(SEED, 1));
        assertEquals(
                "http://192.0.2.1/ws/my%20disk/" + SECOND, files.url("http://192.0.2.1/ws", 1));
    }

    @Test
    void haveTheNamesOfAForeignTorrent() throws IOException {
        var empty = "d6:lengthi0e4:pathl1:1ee";
        var files = new WebFiles(foreign("", "5:filesl" + empty + file("a b", "0xF") + "e"));

        assertEquals("http://192.0.2.1/ws/ff/a%20b/0xF", files.url(SEED, 0));
    }

    @Test
    void areOneFileWhereTheTorrentIs() throws IOException {
        var files = new WebFiles(foreign("", "6:lengthi16384e"));

        assertEquals("http://192.0.2.1/ws/ff", files.url(SEED, 0));
        assertEquals("http://192.0.2.1/disk.img", files.url("http://192.0.2.1/disk.img", 0));
    }

    @Test
    void areFoundByTheNamesThatWeGive() throws IOException {
        var files = new WebFiles(made());

        assertEquals(Optional.of(new Extent(0, 16384)), files.find(FIRST));
        assertEquals(Optional.of(new Extent(16384, 10)), files.find(SECOND));
        assertEquals(Optional.empty(), files.find(FIRST.replace('1', '2')));
        assertEquals(Optional.empty(), files.find("f"));
        assertEquals(Optional.empty(), files.find("../" + FIRST));
    }

    @ParameterizedTest
    @CsvSource({
        "8:url-list20:http://192.0.2.1/ws/, http://192.0.2.1/ws/",
        "8:url-listl20:http://192.0.2.1/ws/i7e0:3:two20:http://192.0.2.1/ws/e, http://192.0.2.1/ws/ two",
        "8:url-list0:, ''",
        "8:url-listi7e, ''",
        "'', ''",
    })
    void webSeedsAreATextOrAListOfTexts(String entry, String expected) throws IOException {
        var torrent = foreign(entry, "5:filesl" + file("a", "0") + "e");

        assertEquals(expected, String.join(" ", torrent.webSeeds()));
    }

    @Test
    void aTorrentNamesAWebSeedOutsideOfItsInfoDictionary() throws IOException {
        var plain = made();
        var read = foreign("", "5:filesl" + file("a", "0") + "e");

        for (var torrent : List.of(plain, read, Metainfo.read(plain.bytes()))) {
            var named = torrent.withWebSeed(SEED);
            assertEquals(List.of(SEED), named.webSeeds());
            assertEquals(torrent.infoHash(), named.infoHash());
            var again = Metainfo.read(named.bytes());
            assertEquals(List.of(SEED), again.webSeeds());
            assertEquals(torrent.infoHash(), again.infoHash());
            assertEquals(List.of(SEED), again.withAnnounce("http://192.0.2.1/a").webSeeds());
        }
    }

    private static Metainfo made() throws IOException {
        byte[] hashes = new byte[2 * InfoHash.LENGTH];
        return Metainfo.create("my disk", 16384, EXTENTS, hashes, "", Instant.EPOCH);
    }

    private static Metainfo foreign(String entry, String files) throws IOException {
        var torrent =
                "d4:infod%s4:name2:ff12:piece lengthi16384e6:pieces20:AAAAAAAAAAAAAAAAAAAAe%se"
                        .formatted(files, entry);
        return Metainfo.read(torrent.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String file(String folder, String name) {
        return "d6:lengthi16384e4:pathl%d:%s%d:%see"
                .formatted(folder.length(), folder, name.length(), name);
    }
}
