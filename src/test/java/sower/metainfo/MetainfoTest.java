package sower.metainfo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.Extent;

class MetainfoTest {
    private static final String ANNOUNCE = "http://192.0.2.1/announce";

    private static final String GOLDEN =
            "d8:announce25:http://192.0.2.1/announce10:created by5:Sower13:creation datei1700000000e"
                    + "4:infod5:filesl"
                    + "d6:lengthi16384e4:pathl32:00000000000000000000000000000000ee"
                    + "d6:lengthi1e4:pathl32:00000000000000000000000000100000ee"
                    + "e4:name4:sda112:piece lengthi16384e6:pieces40:AAAAAAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBBBBBee";

    @Test
    void writesTheFormatOfEzioToTheByte() throws IOException {
        var metainfo = small(ANNOUNCE);

        assertEquals(GOLDEN, new String(metainfo.bytes(), ISO_8859_1));
    }

    @Test
    void hashesTheInfoDictionary() throws IOException {
        var metainfo = small(ANNOUNCE);

        assertEquals("ee5e79f46b229acbdb306457155a5b90007de729", metainfo.infoHash().toString());
    }

    @Test
    void readsATorrentOfLibtorrent() throws IOException {
        var metainfo = Metainfo.read(golden());

        assertEquals("8ab87f41577d1867f7c93a7ca471399c5508c6ef", metainfo.infoHash().toString());
        assertEquals("sda1", metainfo.name());
        assertEquals(Optional.of("http://192.0.2.1:6969/announce"), metainfo.announce());
        assertEquals(new PieceLayout(65384, 16384), metainfo.layout());
        assertEquals(
                List.of(
                        new Extent(0x7fff0000, 9000),
                        new Extent(0, 40000),
                        new Extent(0x100000, 16384)),
                metainfo.extents());
    }

    @Test
    void isTheSameSwarmUnderAnotherTracker() throws IOException {
        var metainfo = Metainfo.read(golden());

        var moved = metainfo.withAnnounce(ANNOUNCE);

        assertEquals(metainfo.infoHash(), moved.infoHash());
        assertEquals(Optional.of(ANNOUNCE), moved.announce());
    }

    @Test
    void keepsTheInfoDictionaryByteForByteEvenUnsorted() throws IOException {
        var extra = torrent(file("0", 16384)).replace("4:name", "5:extrai7e4:name");
        var metainfo = Metainfo.read(extra.getBytes(ISO_8859_1));

        var moved = metainfo.withAnnounce(ANNOUNCE);

        var info = extra.substring("d4:info".length(), extra.length() - 1);
        assertEquals(InfoHash.of(Sha1.of(info.getBytes(ISO_8859_1))), moved.infoHash());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000100000",
                "100000",
                "0x100000",
                "0X100000",
                "0000000000000000000000000000000000000000000100000",
            })
    void readsAnOffsetOfAnyWidth(String name) throws IOException {
        assertEquals(List.of(new Extent(0x100000, 9)), read(file(name, 9)).extents());
    }

    @Test
    void readsUpperCaseDigits() throws IOException {
        assertEquals(List.of(new Extent(0xABCDEF, 9)), read(file("ABCDEF", 9)).extents());
    }

    @Test
    void readsOnlyTheLastPartOfAPath() throws IOException {
        var nested = "d6:lengthi9e4:pathl2:lv4:home6:100000ee";

        assertEquals(List.of(new Extent(0x100000, 9)), read(nested).extents());
    }

    @Test
    void keepsTheOrderOfTheFiles() throws IOException {
        assertEquals(
                List.of(new Extent(0x2000, 9), new Extent(0x1000, 9)),
                read(file("2000", 9) + file("1000", 9)).extents());
    }

    @Test
    void leavesEmptyFilesOut() throws IOException {
        assertEquals(
                List.of(new Extent(0x2000, 9)),
                read(file("1000", 0) + file("2000", 9) + file("2004", 0)).extents());
    }

    @Test
    void readsASingleFileNamedByItsOffset() throws IOException {
        assertEquals(List.of(new Extent(0, 9)), Metainfo.read(single("0")).extents());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesInOneSentence(String what, String torrent, String reason) {
        var e =
                assertThrows(
                        MetainfoException.class, () -> Metainfo.read(torrent.getBytes(ISO_8859_1)));

        assertEquals(reason, e.getMessage());
    }

    static Stream<Arguments> refused() {
        var good = torrent(file("0", 16384));
        return Stream.of(
                Arguments.of(
                        "disk.img",
                        new String(single("disk.img"), ISO_8859_1),
                        "The torrent's file 'disk.img' is not named by a disk offset in hex;"
                                + " this is no torrent of a disk."),
                Arguments.of(
                        "trailing text",
                        torrent(file("100000.bin", 9)),
                        "The torrent's file '100000.bin' is not named by a disk offset in hex;"
                                + " this is no torrent of a disk."),
                Arguments.of(
                        "nothing after 0x",
                        torrent(file("0x", 9)),
                        "The torrent's file '0x' is not named by a disk offset in hex;"
                                + " this is no torrent of a disk."),
                Arguments.of(
                        "negative offset",
                        torrent(file("-1", 9)),
                        "The torrent's file '-1' is not named by a disk offset in hex;"
                                + " this is no torrent of a disk."),
                Arguments.of(
                        "offset of 2^63",
                        torrent(file("8000000000000000", 9)),
                        "The torrent's file '8000000000000000' lies beyond any disk."),
                Arguments.of(
                        "end beyond 2^63",
                        torrent(file("7fffffffffffffff", 9)),
                        "The torrent's file '7fffffffffffffff' is impossibly long."),
                Arguments.of(
                        "negative length",
                        torrent(file("0", -1)),
                        "The torrent's file '0' is impossibly long."),
                Arguments.of(
                        "length of more than 64 bits",
                        good.replace("i16384e4:path", "i18446744073709568000e4:path"),
                        "The torrent is damaged: 'length' is no number that a disk can have."),
                Arguments.of(
                        "overlap",
                        torrent(file("1000", 4097) + file("0", 1) + file("2000", 9)),
                        "The torrent's files overlap at byte 8192 of the volume."),
                Arguments.of(
                        "padding file",
                        torrent(file("0", 9) + "d4:attr1:p6:lengthi7e4:pathl4:.pad1:7ee"),
                        "The torrent has padding files (BEP 47); they have no place on a disk."),
                Arguments.of(
                        "v2 or hybrid",
                        good.replace("4:name", "12:meta versioni2e4:name"),
                        "This is a BitTorrent v2 or hybrid torrent; a disk image must be v1 (BEP 3)."),
                Arguments.of(
                        "truncated",
                        good.substring(0, good.length() - 30),
                        "The torrent is damaged: it ends too early, after "
                                + (good.length() - 30)
                                + " bytes."),
                Arguments.of(
                        "empty", "", "The torrent is damaged: it ends too early, after 0 bytes."),
                Arguments.of(
                        "no torrent",
                        "<html>404</html>",
                        "The torrent is damaged: not bencoded: unexpected byte at 0."),
                Arguments.of(
                        "no info",
                        "d1:a1:be",
                        "The torrent is damaged: it has no info dictionary."),
                Arguments.of(
                        "no name",
                        good.replace("4:name4:sda1", ""),
                        "The torrent is damaged: 'name' is missing."),
                Arguments.of(
                        "no path",
                        torrent("d6:lengthi16384ee"),
                        "The torrent is damaged: a file has no path."),
                Arguments.of(
                        "no files",
                        torrent(""),
                        "The torrent is damaged: 20 bytes of hashes do not fit 0 bytes of content."),
                Arguments.of(
                        "too few hashes",
                        torrent(file("0", 16385)),
                        "The torrent is damaged: 20 bytes of hashes do not fit 16385 bytes of content."),
                Arguments.of(
                        "tiny pieces",
                        good.replace("12:piece lengthi16384e", "12:piece lengthi1024e"),
                        "The torrent's pieces are 1024 bytes long; 16 KiB to 1 GiB are possible."));
    }

    @Test
    void readsAHundredThousandFiles() throws IOException {
        var extents = new ArrayList<Extent>();
        for (int i = 0; i < 100_000; i++) {
            extents.add(new Extent(i * 8192L, 4096));
        }
        int pieces = (int) (100_000L * 4096 / (1 << 24)) + 1;

        var metainfo =
                Metainfo.create("sda1", 1 << 24, extents, new byte[pieces * 20], "", Instant.EPOCH);

        assertEquals(extents, metainfo.extents());
        assertEquals(extents, Metainfo.read(metainfo.bytes()).extents());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatItMakesIsReadAsTheSame(long seed) throws IOException {
        var random = new Random(seed);
        var extents = new ArrayList<Extent>();
        long at = 0;
        for (int i = 1 + random.nextInt(50); i > 0; i--) {
            extents.add(
                    new Extent(at + ((long) random.nextInt(3) << 30), 1 + random.nextInt(1 << 20)));
            at = extents.getLast().end();
        }
        Collections.shuffle(extents, random);
        long length = extents.stream().mapToLong(Extent::length).sum();
        byte[] hashes = new byte[(int) ((length + 16383) / 16384) * 20];
        random.nextBytes(hashes);
        var announce = random.nextBoolean() ? ANNOUNCE : "";
        var now = Instant.ofEpochSecond(random.nextInt(1 << 30));

        var made = Metainfo.create("größe", 16384, extents, hashes, announce, now);
        var read = Metainfo.read(made.bytes());

        assertEquals(made.infoHash(), read.infoHash());
        assertEquals("größe", read.name());
        assertEquals(extents, read.extents());
        assertEquals(made.announce(), read.announce());
        assertTrue(read.matches(0, Arrays.copyOf(hashes, 20)));
        assertArrayEquals(made.bytes(), read.bytes());
        assertArrayEquals(
                made.withAnnounce("http://b/").bytes(), read.withAnnounce("http://b/").bytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d8:encoding5:UTF-84:info",
                "d10:created by5:sower13:creation datei1e4:info",
                "d10:created by5:Sower13:creation datei-1e4:info",
                "d10:created by5:Sower13:creation datei99999999999999999e4:info",
                "d10:created by5:Sower4:info",
            })
    void keepsEveryByteOfAForeignTorrent(String beginning) throws IOException {
        byte[] foreign = torrent(file("0", 9)).replace("d4:info", beginning).getBytes(ISO_8859_1);

        assertArrayEquals(foreign, Metainfo.read(foreign).bytes());
    }

    @Test
    void refusesTwoInfoDictionaries() {
        var twice = torrent(file("0", 9)).replaceFirst("^d", "d4:infode");

        assertThrows(MetainfoException.class, () -> Metainfo.read(twice.getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aDamagedTorrentIsRefusedOrReadNeverABug(long seed) throws IOException {
        var random = new Random(seed);
        byte[] good = golden();

        for (int i = 0; i < 2000; i++) {
            byte[] damaged = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int j = random.nextInt(4); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] =
                        "0123456789dlei:-x".getBytes(ISO_8859_1)[random.nextInt(17)];
            }
            assertDoesNotThrow(() -> readOrRefuse(damaged), () -> new String(damaged, ISO_8859_1));
        }
    }

    @Test
    void isNotOverwhelmedByNesting() {
        var nested = "d1:a" + "l".repeat(1_000_000);

        var e =
                assertThrows(
                        MetainfoException.class, () -> Metainfo.read(nested.getBytes(ISO_8859_1)));

        assertEquals(
                "The torrent is damaged: not bencoded: nested more than 16 deep.", e.getMessage());
    }

    @Test
    void comparesTheDigestOfOnePiece() throws IOException {
        var metainfo = small("");

        assertTrue(metainfo.matches(1, "BBBBBBBBBBBBBBBBBBBB".getBytes(ISO_8859_1)));
    }

    @Test
    void handsOutCopiesOfItsBytes() throws IOException {
        var metainfo = small("");
        byte[] before = metainfo.bytes();

        metainfo.bytes()[0] = 'x';

        assertArrayEquals(before, metainfo.bytes());
    }

    private static void readOrRefuse(byte[] torrent) {
        try {
            Metainfo.read(torrent);
        } catch (MetainfoException refused) {
            assertTrue(String.valueOf(refused.getMessage()).endsWith("."), refused::getMessage);
        }
    }

    private static Metainfo small(String announce) throws IOException {
        return Metainfo.create(
                "sda1",
                16384,
                List.of(new Extent(0, 16384), new Extent(1 << 20, 1)),
                ("A".repeat(20) + "B".repeat(20)).getBytes(ISO_8859_1),
                announce,
                Instant.ofEpochSecond(1_700_000_000));
    }

    private static byte[] golden() throws IOException {
        try (var in = MetainfoTest.class.getResourceAsStream("libtorrent.torrent")) {
            if (in == null) {
                throw new IOException("libtorrent.torrent is missing");
            }
            return in.readAllBytes();
        }
    }

    private static Metainfo read(String files) throws IOException {
        return Metainfo.read(torrent(files).getBytes(ISO_8859_1));
    }

    private static String torrent(String files) {
        return "d4:infod5:filesl"
                + files
                + "e4:name4:sda112:piece lengthi16384e6:pieces20:"
                + "x".repeat(20)
                + "ee";
    }

    private static String file(String name, long length) {
        return "d6:lengthi%de4:pathl%d:%see".formatted(length, name.length(), name);
    }

    private static byte[] single(String name) {
        return "d4:infod6:lengthi9e4:name%d:%s12:piece lengthi16384e6:pieces20:%see"
                .formatted(name.length(), name, "x".repeat(20))
                .getBytes(ISO_8859_1);
    }
}
