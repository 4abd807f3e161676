package sower.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PexMessageTest {
    private static final InetSocketAddress A = new InetSocketAddress("10.0.0.1", 6881);
    private static final InetSocketAddress B = new InetSocketAddress("10.0.0.2", 65535);
    private static final InetSocketAddress C = new InetSocketAddress("fd00::7", 51413);

    @Test
    void saysWhatItSaid() throws Exception {
        var said = new PexMessage(List.of(A, B, C), List.of(B));

        assertEquals(said, PexMessage.decode(said.encode(PexMessage.ID)));
    }

    /// As transmission 3 sends it.
    @Test
    void passesOverWhatItDoesNotKnow() throws Exception {
        var bytes = ByteBuffer.allocate(64);
        bytes.put(ascii("d5:added6:")).put(new byte[] {10, 0, 0, 1, 0x1a, (byte) 0xe1});
        bytes.put(ascii("7:added.f1:")).put((byte) 2).put(ascii("7:dropped0:e"));

        var heard = PexMessage.decode(new Message.Extended(PexMessage.ID, bytes.flip()));

        assertEquals(new PexMessage(List.of(A), List.of()), heard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "le", "d5:added5:12345e", "d6:added66:123456e"})
    void refusesWhatNamesNobody(String bencoded) {
        var message = new Message.Extended(PexMessage.ID, ByteBuffer.wrap(ascii(bencoded)));

        assertThrows(ProtocolException.class, () -> PexMessage.decode(message));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
