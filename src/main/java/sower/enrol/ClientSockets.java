package sower.enrol;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A machine's sockets: TLS 1.3 and nothing older. A socket that was made has seen the
/// workstation's certificate and trusts it.
final class ClientSockets extends SocketFactory {
    static final String[] ONLY = {"TLSv1.3"};
    private static final int PATIENCE_MILLIS = 5000;

    private final SSLContext context;

    ClientSockets(SSLContext context) {
        this.context = context;
    }

    private Socket connected(InetSocketAddress to) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket();
        try {
            socket.setEnabledProtocols(ONLY);
            socket.connect(to, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS); // somebody may listen and say nothing
            socket.startHandshake();
            socket.setSoTimeout(0);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return createSocket(host, port);
    }
}
