package sower.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a server that says what a test tells it to say.
class WebConnectionTest {
    private static final String PART =
            "HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 2-5/9\r\nContent-Length: 4\r\n\r\ncdef";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private WebConnection connection;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        connection =
                new WebConnection(
                        (InetSocketAddress) server.getLocalSocketAddress(), "localhost", false);
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        server.close();
    }

    @Test
    void asksForAPartAndReadsIt() throws IOException {
        serve(PART);

        assertEquals("cdef", get());

        var head = asked.getFirst();
        assertTrue(head.startsWith("GET /sda1/00 HTTP/1.1\r\n"), head);
        assertTrue(head.contains("\r\nHost: here:80\r\n"), head);
        assertTrue(head.contains("\r\nRange: bytes=2-5\r\n"), head);
    }

    @Test
    void staysConnected() throws IOException {
        serve(PART, PART);

        assertEquals("cdef", get());
        assertEquals("cdef", get());
    }

    /// Servers hang up on connections over which nothing was asked for a while.
    @Test
    void asksAgainWhereTheConnectionWasClosedMeanwhile() throws IOException {
        serve(PART);
        assertEquals("cdef", get());
        serve(PART);

        assertEquals("cdef", get());
    }

    @Test
    void asksAnewWhereTheServerWantsIt() throws IOException {
        serve(PART.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        assertEquals("cdef", get());
        serve(PART);

        assertEquals("cdef", get());
    }

    @Test
    void takesAWholeFileWhereThatWasAskedFor() throws IOException {
        serve("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd");

        connection.get("/sda1/00", "here", 4, 0, 4);

        assertEquals("abcd", read());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "HTTP/1.1 404 Not Found, 'answers \"404 Not Found\" to /sda1/00'",
        "HTTP/1.1 200 OK|Content-Length: 9, gives whole files only: /sda1/00",
        "HTTP/1.1 206 .|Content-Range: bytes 2-5/8, has another file at /sda1/00",
        "HTTP/1.1 206 .|Content-Range: bytes 1-4/9, has another file at /sda1/00",
        "HTTP/1.1 206 .|Content-Range: bytes 2-5/9|Transfer-Encoding: chunked, has another file at /sda1/00",
        "SSH-2.0-OpenSSH, is no web server",
        "HTTP/1.1 206 .|nonsense, answers with a head that is none",
    })
    void saysWhatIsWrong(String answer, String expected) {
        serve(answer.replace("|", "\r\n") + "\r\n\r\nabcdefghi");

        var refusal = assertThrows(ProtocolException.class, this::get);

        assertEquals(expected, refusal.getMessage());
    }

    @Test
    void isNotKeptByAHeadThatNeverEnds() {
        serve("HTTP/1.1 206 .\r\na: " + "a".repeat(1 << 20));

        assertThrows(ProtocolException.class, this::get);
    }

    private String get() throws IOException {
        connection.get("/sda1/00", "here:80", 9, 2, 4);
        return read();
    }

    private String read() throws IOException {
        var into = ByteBuffer.allocate((int) connection.left());
        connection.read(into);
        return new String(into.array(), StandardCharsets.US_ASCII);
    }

    /// Takes one call, answers a request with each of these, and hangs up.
    private void serve(String... answers) {
        Thread.ofVirtual()
                .start(() -> {
                    try (var socket = server.accept()) {
                        for (var answer : answers) {
                            asked.add(request(socket));
                            socket.getOutputStream()
                                    .write(answer.getBytes(StandardCharsets.US_ASCII));
                        }
                    } catch (IOException closed) {
                        asked.add(closed.toString());
                    }
                });
    }

    private static String request(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the caller hung up");
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
