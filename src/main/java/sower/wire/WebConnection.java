package sower.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Parts of files from a web server, one after the other over one connection (HTTP/1.1, with TLS or
/// without). Blocks; [#close] by another thread ends that.
///
/// Not the JDK's client: its threads and buffers would be a good part of what an agent has, and
/// here bytes go from one buffer to where they belong, and a socket that is closed ends whoever
/// waits for it.
public final class WebConnection implements Closeable {
    private static final int CONNECT_MILLIS = 4000;
    private static final int READ_MILLIS = 10_000;
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 8 << 10;

    private final InetSocketAddress server;
    private final String name;
    private final boolean secure;
    private final byte[] buffer = new byte[64 << 10];
    private int at; // of what has come and was not taken
    private int end;
    private long left; // of the part that was asked for last
    private boolean stays; // the connection after that part
    private @Nullable Socket wire; // what is said goes here
    private @Nullable Socket socket; // and by this, which any thread may close; guarded by this
    private boolean closed; // guarded by this

    /// @param name of the server, as its certificate has it
    /// @param secure whether it speaks TLS (`https`), and has to prove by a certificate that this
    ///   machine trusts that it is the one
    public WebConnection(InetSocketAddress server, String name, boolean secure) {
        this.server = server;
        this.name = name;
        this.secure = secure;
    }

    /// Asks for a part of a file, all of the one before it having been read.
    ///
    /// @param path of the file on the server
    /// @param host as its URL names it, with the port
    /// @param length of the whole file
    /// @throws ProtocolException when the server does not give it, with what it says
    public void get(String path, String host, long length, long begin, long count)
            throws IOException {
        var request =
                "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: Sower\r\nRange: bytes=%d-%d\r\n\r\n"
                        .formatted(path, host, begin, begin + count - 1);
        boolean used = stays;
        if (!used) {
            connect();
        }
        String status;
        try {
            status = ask(request);
        } catch (IOException e) {
            if (!used || e instanceof ProtocolException) {
                throw e;
            }
            connect(); // the old one was closed by a server that waits no longer
            status = ask(request);
        }
        var headers = headers();
        var given = headers.getOrDefault("content-range", "");
        boolean part = status.startsWith("206");
        boolean whole = status.startsWith("200") && count == length;
        if (status.startsWith("200") && !whole) {
            throw new ProtocolException("gives whole files only: " + path);
        }
        if (!part && !whole) {
            throw new ProtocolException("answers \"" + status + "\" to " + path);
        }
        if (part && !given.startsWith("bytes %d-%d/".formatted(begin, begin + count - 1))
                || part && !given.endsWith("/" + length) && !given.endsWith("/*")
                || !headers.getOrDefault("content-length", "" + count).equals("" + count)
                || headers.containsKey("transfer-encoding")) {
            throw new ProtocolException("has another file at " + path);
        }
        left = count;
        stays = !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }

    /// Bytes of the part that were not read yet.
    public long left() {
        return left;
    }

    /// Fills `into`, or as much of it as the part has.
    public void read(ByteBuffer into) throws IOException {
        while (left > 0 && into.hasRemaining()) {
            if (at == end) {
                fill();
            }
            int count = (int) Math.min(Math.min(end - at, left), into.remaining());
            into.put(buffer, at, count);
            at += count;
            left -= count;
        }
    }

    private void connect() throws IOException {
        var fresh = new Socket();
        synchronized (this) {
            if (closed) {
                throw new EOFException("closed");
            }
            if (socket != null) {
                socket.close();
            }
            socket = fresh;
        }
        at = 0;
        end = 0;
        fresh.connect(server, CONNECT_MILLIS);
        fresh.setTcpNoDelay(true);
        fresh.setSoTimeout(READ_MILLIS);
        wire = secure ? secured(fresh) : fresh;
    }

    private Socket secured(Socket plain) throws IOException {
        try {
            var factory = SSLContext.getDefault().getSocketFactory();
            var secured = (SSLSocket) factory.createSocket(plain, name, server.getPort(), true);
            var parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (SSLException e) {
            throw new ProtocolException("does not prove to be " + name + ": " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this machine has no certificates to trust", e);
        }
    }

    private Socket wire() throws IOException {
        if (wire == null) {
            throw new EOFException("closed");
        }
        return wire;
    }

    /// @return the number of the answer and its words
    private String ask(String request) throws IOException {
        stays = false; // until all of it is here
        wire().getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var line = line();
        if (!line.startsWith("HTTP/1.")) {
            throw new ProtocolException("is no web server");
        }
        return line.substring(Math.min(line.length(), "HTTP/1.1 ".length()));
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 0 || headers.size() == MOST_HEADERS) {
                throw new ProtocolException("answers with a head that is none");
            }
            var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.put(name, line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        while (line.isEmpty() || line.charAt(line.length() - 1) != '\n') {
            if (at == end) {
                fill();
            }
            if (line.length() == LONGEST_LINE) {
                throw new ProtocolException("answers with a head that is none");
            }
            line.append((char) (buffer[at++] & 0xFF));
        }
        return line.toString().strip();
    }

    private void fill() throws IOException {
        int count;
        try {
            count = wire().getInputStream().read(buffer);
        } catch (SocketTimeoutException e) {
            throw new ProtocolException("is silent");
        }
        if (count < 0) {
            throw new EOFException("hangs up");
        }
        at = 0;
        end = count;
    }

    /// Hangs up; any thread.
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (socket != null) {
            socket.close();
        }
    }
}
