package sower.enrol;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/// The workstation's sockets: TLS 1.3 and nothing older. A machine may come without a certificate,
/// to be enrolled; one of another authority fails the handshake.
///
/// They lie under gRPC and are no business of its OkHttp transport, which as a server knows TLS 1.2
/// only. So who is at the other end is asked here, by its address.
public final class GateSockets extends ServerSocketFactory {
    private final SSLContext context;
    private final Map<SocketAddress, SSLSocket> open = new ConcurrentHashMap<>();

    GateSockets(SSLContext context) {
        this.context = context;
    }

    /// The certificate that came from an address, if one did. Waits for the handshake.
    ///
    /// @param remote of a connection that is open
    public Optional<X509Certificate> certificate(SocketAddress remote) {
        var socket = open.get(remote);
        if (socket == null) {
            return Optional.empty();
        }
        try {
            return Optional.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    private Socket secured(Socket plain) throws IOException {
        open.values().removeIf(Socket::isClosed);
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, /* consumed= */ null, /* autoClose= */ true);
        socket.setEnabledProtocols(ClientSockets.ONLY);
        socket.setWantClientAuth(true);
        open.put(socket.getRemoteSocketAddress(), socket);
        return socket;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Listener();
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return bound(new InetSocketAddress(port), 0);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return bound(new InetSocketAddress(port), backlog);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress at)
            throws IOException {
        return bound(new InetSocketAddress(at, port), backlog);
    }

    private ServerSocket bound(InetSocketAddress at, int backlog) throws IOException {
        var listener = new Listener();
        listener.bind(at, backlog);
        return listener;
    }

    /// The handshake is made by whoever reads first, so that nobody holds up the others.
    private final class Listener extends ServerSocket {
        Listener() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            return secured(super.accept());
        }
    }
}
