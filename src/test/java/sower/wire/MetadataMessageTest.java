package sower.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages about the metainfo (BEP 9).
class MetadataMessageTest {
    @Test
    void messagesAreReadAsTheyWereWritten() throws Exception {
        var data = new MetadataMessage.Data(1, 20_000, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        for (var message :
                List.of(new MetadataMessage.Request(0), data, new MetadataMessage.Reject(9))) {
            assertEquals(message, MetadataMessage.decode(message.encode(3)));
        }
    }

    @Test
    void messagesOfAnUnknownTypeArePassedOver() throws Exception {
        assertEquals(new MetadataMessage.Unknown(9), decode("d8:msg_typei9ee"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "de",
                "i1e",
                "d8:msg_typei0ee",
                "d8:msg_typei0e5:piecei-1ee",
                "d8:msg_typei0e5:piecei4294967296ee",
                "d8:msg_typei1e5:piecei0eeabc",
                "d8:msg_typei1e5:piecei0e10:total_size99999999999:xe",
                "dlllllllllllllllllllllllllllllllll",
            })
    void messagesWithoutSenseAreAnOffence(String payload) {
        assertThrows(ProtocolException.class, () -> decode(payload));
    }

    private static MetadataMessage decode(String payload) throws ProtocolException {
        byte[] bytes = payload.getBytes(ISO_8859_1);
        return MetadataMessage.decode(new Message.Extended(1, ByteBuffer.wrap(bytes)));
    }
}
