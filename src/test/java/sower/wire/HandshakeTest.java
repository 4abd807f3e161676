package sower.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.metainfo.InfoHash;

class HandshakeTest {
    private static final InfoHash SWARM = InfoHash.of("AAAAAAAAAAAAAAAAAAAA".getBytes(ISO_8859_1));

    @Test
    void isWrittenAsBep3Says() {
        var handshake = new Handshake(SWARM, id("-SW0100-BBBBBBBBBBBB"), true, true);

        var expected = "13" + hex("BitTorrent protocol") + "0000000000100004" + hex("A".repeat(20));
        assertEquals(
                expected + hex("-SW0100-BBBBBBBBBBBB"),
                HexFormat.of().formatHex(handshake.encode().array()));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void readsWhatWasWritten(boolean extended, boolean fast) throws IOException {
        var handshake = new Handshake(SWARM, PeerId.random(new Random(1)), extended, fast);

        assertEquals(handshake, Handshake.decode(handshake.encode()));
    }

    @Test
    void readsTheReservedBitsOfEzio() throws IOException {
        var bytes = new Handshake(SWARM, id("-LT2080-BBBBBBBBBBBB"), false, false).encode();
        bytes.put(20 + 5, (byte) 0x10).put(20 + 7, (byte) 0x05);

        var expected = new Handshake(SWARM, id("-LT2080-BBBBBBBBBBBB"), true, true);
        assertEquals(expected, Handshake.decode(bytes));
    }

    @Test
    void refusesAnEncryptedConnection() {
        var noise = ByteBuffer.allocate(Handshake.LENGTH);

        assertThrows(ProtocolException.class, () -> Handshake.decode(noise));
    }

    @ParameterizedTest
    @CsvSource({
        "-LT2080-abcdefghijkl, libtorrent 2.0.8",
        "-TR3000-abcdefghijkl, Transmission 3",
        "-TR4060-abcdefghijkl, Transmission 4.0.6",
        "A2-1-36-0-abcdefghij, aria2 1.36",
        "-qB4520-abcdefghijkl, qBittorrent 4.5.2",
        "-DE13F0-abcdefghijkl, Deluge 1.3.F",
        "-SW0100-abcdefghijkl, Sower 0.1",
        "-XX0000-abcdefghijkl, XX",
        "-zz1200-abcdefghijkl, zz 1.2",
        "abcdefghijklmnopqrst, unknown",
    })
    void tellsTheProgramFromThePeerId(String bytes, String client) {
        assertEquals(client, id(bytes).client());
    }

    @Test
    void callsEachProcessByAnIdOfItsOwn() {
        var random = new Random(1);

        assertNotEquals(PeerId.random(random), PeerId.random(random));
    }

    @Test
    void extensionHandshakeSaysWhatItSaid() throws IOException {
        var ours = new ExtensionHandshake("Sower 0.1", 6881, 2000, 128 << 10, "ab12", "annex");

        assertEquals(ours, ExtensionHandshake.decode(ours.encode()));
        var giving = ours.giving(true, true).withMetadata(70_000_000).withPex();
        assertEquals(giving, ExtensionHandshake.decode(giving.encode()));
    }

    @Test
    void extensionHandshakeOfAStrangerAsksForOrdinaryBlocks() throws IOException {
        var theirs =
                extended("d1:md11:ut_metadatai2ee1:pi51413e4:reqqi512e1:v17:Transmission 3.00e");

        assertEquals(
                new ExtensionHandshake(
                        "Transmission 3.00", 51413, 512, 1 << 14, "", "", false, false, 2, 0, 0),
                ExtensionHandshake.decode(theirs));
    }

    @ParameterizedTest
    @CsvSource({"d1:pi70000ee", "d1:pi-1ee", "d1:pi99999999999999999999999ee"})
    void extensionHandshakeWithAnImpossiblePortNamesNone(String bencoded) throws IOException {
        assertEquals(0, ExtensionHandshake.decode(extended(bencoded)).port());
    }

    @ParameterizedTest
    @CsvSource({"d1:v", "hello", "i1e"})
    void refusesAnExtensionHandshakeThatIsNoDictionary(String bencoded) {
        assertThrows(ProtocolException.class, () -> ExtensionHandshake.decode(extended(bencoded)));
    }

    private static Message.Extended extended(String bencoded) {
        return new Message.Extended(0, ByteBuffer.wrap(bencoded.getBytes(ISO_8859_1)));
    }

    private static PeerId id(String bytes) {
        return new PeerId(bytes.getBytes(ISO_8859_1));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(ISO_8859_1));
    }
}
