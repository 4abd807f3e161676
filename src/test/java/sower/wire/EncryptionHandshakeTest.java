package sower.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static sower.wire.EncryptionHandshake.KEY_LENGTH;
import static sower.wire.EncryptionHandshake.VERIFICATION_LENGTH;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.metainfo.InfoHash;

/// Either end, as the specification has it, against ours, over loopback.
class EncryptionHandshakeTest {
    private static final InfoHash SWARM =
            InfoHash.parse("000125262b2f3f7f80c3a4ff20e4b8ad0d0a3d23");
    private static final InfoHash OTHER =
            InfoHash.parse("100125262b2f3f7f80c3a4ff20e4b8ad0d0a3d23");
    private static final BigInteger PRIVATE = new BigInteger("123456789abcdef0123456789abc", 16);

    private final Random random = new Random(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private SocketChannel caller;
    private SocketChannel called;
    private byte[] secret = new byte[0];
    private Cipher out = cipher();
    private Cipher in = cipher();

    @BeforeEach
    void connect() throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var server = ServerSocketChannel.open().bind(loopback)) {
            caller = SocketChannel.open(server.getLocalAddress());
            called = server.accept();
        }
    }

    @AfterEach
    void close() throws IOException {
        caller.close();
        called.close();
        threads.close();
    }

    @ParameterizedTest(name = "paddings of {0} and {1} bytes, {2} ahead")
    @CsvSource({"0, 0, 0", "1, 1, 1", "512, 512, 68", "100, 7, 2048"})
    void agreesOnRc4WhereNothingElseIsOffered(int padA, int padC, int ahead) throws Exception {
        var answer = answer(SWARM);
        greet(padA);
        byte[] early = bytes(ahead);
        offer(SWARM, 0, 2, padC, early);

        assertEquals(2, chosen());
        var agreed = answer.get();
        assertEquals(ByteBuffer.wrap(early), agreed.ahead());
        assertNotSame(called, agreed.out());
        exchange(agreed);
    }

    @Test
    void choosesPlainTextWhereItIsOffered() throws Exception {
        var answer = answer(OTHER, SWARM);
        greet(3);
        offer(SWARM, 0, 3, 0, bytes(68));

        assertEquals(1, chosen());
        assertSame(called, answer.get().out(), "blocks go out as ever");
        assertSame(called, answer.get().in());
    }

    /// What is no handshake, or not with us.
    @ParameterizedTest
    @CsvSource({
        "1, 2, 0, 0", // verification that is not zero
        "0, 4, 0, 0", // a method that nobody knows
        "0, 0, 0, 0",
        "0, 2, 513, 0",
        "0, 2, 65535, 0",
        "0, 2, 0, 2049",
        "0, 2, 0, 65535",
    })
    void hangsUpOnWhatMakesNoSense(int check, int methods, int padC, int ahead) throws Exception {
        var answer = answer(SWARM);
        greet(0);
        var head =
                ByteBuffer.allocate(16)
                        .putLong(check)
                        .putInt(methods)
                        .putShort((short) padC)
                        .putShort((short) ahead);
        show(SWARM);
        write(out.update(head.array()));

        refused(answer);
    }

    @Test
    void hangsUpOnWhoIsAboutAnotherTorrent() throws Exception {
        var answer = answer(SWARM);
        greet(0);
        show(OTHER);

        refused(answer);
    }

    @Test
    void hangsUpOnWhoPadsForEver() throws Exception {
        var answer = answer(SWARM);
        greet(512 + 21);

        refused(answer);
    }

    /// With such keys everybody would know the secret.
    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "p-1", "p", "p+1"})
    void hangsUpOnAKeyThatIsNone(String key) throws Exception {
        var prime = EncryptionHandshake.PRIME;
        var number =
                switch (key) {
                    case "p-1" -> prime.subtract(BigInteger.ONE);
                    case "p" -> prime;
                    case "p+1" -> prime.add(BigInteger.ONE);
                    default -> new BigInteger(key);
                };
        var answer = answer(SWARM);
        write(EncryptionHandshake.bytes(number));

        refused(answer);
    }

    /// Where both are offered ours chooses plain text.
    @Test
    void bothOfOursUnderstandEachOther() throws Exception {
        var answer = answer(OTHER, SWARM);

        var ours = new EncryptionHandshake<>(caller, new SecureRandom()).call(SWARM);

        assertSame(caller, ours.out());
        assertSame(called, answer.get().out());
    }

    @ParameterizedTest(name = "paddings of {0} and {1} bytes")
    @CsvSource({"0, 0", "1, 1", "512, 512"})
    void callsSomebodyWhoChoosesRc4(int padB, int padD) throws Exception {
        var call = call();
        greet(padB);
        byte[] head = heard();
        assertEquals(3, head[VERIFICATION_LENGTH + 3], "offers both");
        choose(2, padD);

        var agreed = call.get();
        assertNotSame(called, agreed.out());
        exchange(agreed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4})
    void hangsUpOnWhoChoosesWhatWasNotOffered(int method) throws Exception {
        var call = call();
        greet(0);
        heard();
        choose(method, 0);

        refused(call);
    }

    // ---- the other end

    private Future<EncryptionHandshake.Agreed> call() {
        return threads.submit(
                () -> new EncryptionHandshake<>(called, new SecureRandom()).call(SWARM));
    }

    /// Passes over the caller's padding and what it shows.
    private byte[] heard() throws IOException {
        byte[] mark = EncryptionHandshake.sha1("req1", secret);
        byte[] window = read(mark.length);
        while (!Arrays.equals(window, mark)) {
            System.arraycopy(window, 1, window, 0, window.length - 1);
            window[window.length - 1] = read(1)[0];
        }
        read(InfoHash.LENGTH);
        in = EncryptionHandshake.cipher("keyA", secret, SWARM.bytes());
        out = cipher();
        return in.update(read(VERIFICATION_LENGTH + 4 + 2 + 2));
    }

    private void choose(int method, int padding) throws IOException {
        var answer =
                ByteBuffer.allocate(VERIFICATION_LENGTH + 4 + 2 + padding)
                        .putInt(VERIFICATION_LENGTH, method)
                        .putShort(VERIFICATION_LENGTH + 4, (short) padding);
        write(out.update(answer.array()));
    }

    private Future<EncryptionHandshake.Agreed> answer(InfoHash... torrents) {
        Callable<EncryptionHandshake.Agreed> answer =
                () -> {
                    var first = ByteBuffer.allocate(20);
                    while (first.hasRemaining()) {
                        called.read(first);
                    }
                    return new EncryptionHandshake<>(called, first.flip(), new SecureRandom())
                            .answer(List.of(torrents));
                };
        return threads.submit(answer);
    }

    private static void refused(Future<?> answer) {
        var thrown = assertThrows(ExecutionException.class, answer::get);
        assertInstanceOf(ProtocolException.class, thrown.getCause());
    }

    private void greet(int padding) throws IOException {
        var ours = EncryptionHandshake.GENERATOR.modPow(PRIVATE, EncryptionHandshake.PRIME);
        write(EncryptionHandshake.bytes(ours));
        write(bytes(padding));
        var theirs = new BigInteger(1, read(KEY_LENGTH));
        secret = EncryptionHandshake.bytes(theirs.modPow(PRIVATE, EncryptionHandshake.PRIME));
    }

    private void show(InfoHash torrent) throws IOException {
        byte[] shown = EncryptionHandshake.sha1("req2", torrent.bytes());
        byte[] mask = EncryptionHandshake.sha1("req3", secret);
        for (int i = 0; i < shown.length; i++) {
            shown[i] ^= mask[i];
        }
        out = EncryptionHandshake.cipher("keyA", secret, torrent.bytes());
        write(EncryptionHandshake.sha1("req1", secret));
        write(shown);
    }

    private void offer(InfoHash torrent, long check, int methods, int padding, byte[] ahead)
            throws IOException {
        show(torrent);
        var all =
                ByteBuffer.allocate(8 + 4 + 2 + padding + 2 + ahead.length)
                        .putLong(check)
                        .putInt(methods)
                        .putShort((short) padding)
                        .put(bytes(padding))
                        .putShort((short) ahead.length)
                        .put(ahead);
        write(out.update(all.array()));
    }

    /// Passes over the other end's padding.
    private int chosen() throws IOException {
        byte[] zeros = new byte[8];
        byte[] mark = cipher().update(zeros);
        byte[] window = read(8);
        while (!Arrays.equals(window, mark)) {
            System.arraycopy(window, 1, window, 0, 7);
            window[7] = read(1)[0];
        }
        in = cipher();
        var _ = in.update(zeros);
        var rest = ByteBuffer.wrap(in.update(read(6)));
        int method = rest.getInt();
        assertEquals(0, rest.getShort(), "no padding");
        return method;
    }

    private Cipher cipher() {
        return EncryptionHandshake.cipher("keyB", secret, SWARM.bytes());
    }

    /// More than any buffer between, both ways, in parts.
    private void exchange(EncryptionHandshake.Agreed agreed) throws Exception {
        byte[] up = bytes(300_000);
        byte[] down = bytes(300_000);
        var sent =
                threads.submit(() -> {
                    write(out.update(up));
                    return up.length;
                });
        var parts =
                new ByteBuffer[] {ByteBuffer.allocateDirect(100_000), ByteBuffer.allocate(200_000)};
        while (parts[1].hasRemaining()) {
            if (parts[0].hasRemaining()) {
                agreed.in().read(parts);
            } else {
                agreed.in().read(parts[1]);
            }
        }
        assertEquals(up.length, sent.get());
        byte[] received = new byte[up.length];
        parts[0].flip().get(received, 0, 100_000);
        parts[1].flip().get(received, 100_000, 200_000);
        assertArrayEquals(up, received);
        var whole = ByteBuffer.wrap(down).asReadOnlyBuffer();
        var answered =
                threads.submit(() ->
                        agreed.out()
                                .write(
                                        new ByteBuffer[] {
                                            whole.slice(0, 5), whole.slice(5, 299_995)
                                        }));
        assertArrayEquals(down, in.update(read(down.length)));
        assertEquals(300_000, answered.get());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private void write(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            caller.write(buffer);
        }
    }

    private byte[] read(int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining() && caller.read(buffer) >= 0) {}
        return buffer.array();
    }
}
