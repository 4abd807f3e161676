package sower.netboot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpTransferTest {
    private static final int ACK = 4;

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /// Against a client that does what RFC 1350 and 7440 say, over a network that loses packets.
    @ParameterizedTest
    @MethodSource("seeds")
    void everyByteArrivesWhateverIsLost(int seed) throws Exception {
        var random = new Random(seed);
        int blockSize = List.of(8, 512, 1428, 1468).get(random.nextInt(4));
        int window = List.of(1, 4, 16).get(random.nextInt(3));
        int blocks = random.nextInt(200);
        byte[] file = new byte[blocks * blockSize + random.nextInt(2) * random.nextInt(blockSize)];
        random.nextBytes(file);
        var transfer =
                new TftpTransfer(
                        request(
                                Map.of(
                                        "blksize", "" + blockSize,
                                        "windowsize", "" + window,
                                        "tsize", "0")),
                        ByteBuffer.wrap(file));

        assertArrayEquals(file, received(transfer, blockSize, random));
        assertEquals(true, transfer.complete());
        assertEquals(file.length, transfer.received());
    }

    private static byte[] received(TftpTransfer transfer, int blockSize, Random random) {
        var got = new ByteArrayOutputStream();
        int last = -1;
        boolean whole = false;
        List<byte[]> sent = transfer.begin();
        while (!transfer.ended()) {
            boolean heard = false;
            for (byte[] bytes : sent) {
                var packet = ByteBuffer.wrap(bytes);
                int kind = packet.getShort();
                int number = kind == 3 ? Short.toUnsignedInt(packet.getShort()) : 0;
                if (random.nextInt(20) == 0) {
                    continue;
                }
                heard = true;
                if (number == last + 1 && !whole) {
                    last = number;
                    got.write(bytes, kind == 3 ? 4 : 0, kind == 3 ? packet.remaining() : 0);
                    whole = kind == 3 && packet.remaining() < blockSize;
                }
            }
            sent =
                    heard && last >= 0 && random.nextInt(20) > 0
                            ? transfer.answer(acknowledgement(last))
                            : transfer.silence();
        }
        return got.toByteArray();
    }

    @Test
    void blockNumbersBeginAgainAfter65535() throws Exception {
        byte[] file = new byte[8 * 140_000 + 3];
        new Random(1).nextBytes(file);
        var transfer = new TftpTransfer(request(Map.of("blksize", "8")), ByteBuffer.wrap(file));
        var got = new ByteArrayOutputStream();
        transfer.begin();
        var sent = transfer.answer(acknowledgement(0));
        while (!transfer.ended()) {
            byte[] block = sent.getFirst();
            got.write(block, 4, block.length - 4);
            sent = transfer.answer(ByteBuffer.wrap(new byte[] {0, ACK, block[2], block[3]}));
        }

        assertArrayEquals(file, got.toByteArray());
    }

    @Test
    void sizesThatMakeNoSenseAreNotAgreedTo() throws Exception {
        var transfer =
                new TftpTransfer(
                        request(
                                Map.of(
                                        "blksize", "7",
                                        "windowsize", "0",
                                        "timeout", "x",
                                        "multicast", "")),
                        ByteBuffer.wrap(new byte[513]));

        assertEquals(List.of(516), transfer.begin().stream().map(bytes -> bytes.length).toList());
    }

    @Test
    void anOldAcknowledgementIsNotAnswered() throws Exception {
        var transfer = new TftpTransfer(request(Map.of()), ByteBuffer.wrap(new byte[2000]));
        transfer.begin();
        transfer.answer(acknowledgement(1));

        assertEquals(List.of(), transfer.answer(acknowledgement(1)));
        assertEquals(List.of(), transfer.answer(acknowledgement(9)));
        assertEquals(1, transfer.answer(acknowledgement(2)).size());
    }

    @Test
    void aClientThatHasGoneIsGivenUp() throws Exception {
        var transfer = new TftpTransfer(request(Map.of()), ByteBuffer.wrap(new byte[2000]));
        transfer.begin();
        int silences = 0;
        while (!transfer.ended()) {
            transfer.silence();
            silences++;
        }

        assertEquals(9, silences);
        assertEquals(false, transfer.complete());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\1vmlinuz\0octet",
                "\0\1vmlinuz\0",
                "\0\1vmlinuz\0octet\0blksize\0",
                "\0\1vmlinuz\0netascii\0",
                "\0\2vmlinuz\0octet\0",
                "\0\1",
                ""
            })
    void refusesWhatIsNoRequestToRead(String packet) {
        assertThrows(ProtocolException.class, () -> parse(packet));
    }

    private static TftpRequest request(Map<String, String> options) throws ProtocolException {
        var words = new ArrayList<>(List.of("/vmlinuz", "octet"));
        new LinkedHashMap<>(options).forEach((name, value) -> words.addAll(List.of(name, value)));
        return parse("\0\1" + String.join("\0", words) + "\0");
    }

    private static TftpRequest parse(String packet) throws ProtocolException {
        return TftpRequest.parse(ByteBuffer.wrap(packet.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static ByteBuffer acknowledgement(int number) {
        return ByteBuffer.allocate(4).putShort((short) ACK).putShort((short) number).flip();
    }
}
