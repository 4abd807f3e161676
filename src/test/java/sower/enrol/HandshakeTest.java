package sower.enrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One connection between the two kinds of sockets, no gRPC in it.
class HandshakeTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir private Path folder;
    private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
    private SiteAuthority authority;

    @BeforeEach
    void makeSite() throws IOException {
        authority = SiteAuthority.of(folder);
    }

    @Test
    void theWorkstationSeesTheCertificateThatTheMachineShows() throws Exception {
        var key = Certificates.newKey();
        var own = authority.certify("one", key.getPublic());
        var machine = new Credentials(key.getPrivate(), List.of(own));

        assertEquals(Optional.of(own), seen(machine));
        assertEquals(List.of(), refused);
    }

    @Test
    void aMachineWithoutCertificateIsAnsweredAndNobody() throws Exception {
        var machine = new Credentials(Certificates.newKey().getPrivate(), List.of());

        assertEquals(Optional.empty(), seen(machine));
    }

    @Test
    void aCertificateOfAnotherSiteFailsAndIsTold() throws Exception {
        var other = SiteAuthority.of(Files.createDirectories(folder.resolve("other")));
        var key = Certificates.newKey();
        var foreign = other.certify("one", key.getPublic());
        var machine = new Credentials(key.getPrivate(), List.of(foreign));

        assertThrows(IOException.class, () -> seen(machine));

        assertEquals(
                List.of(
                        "a machine was turned away: the certificate was not issued by this site's authority"),
                refused);
    }

    @Test
    void aMachineCannotPoseAsTheWorkstation() throws Exception {
        var key = Certificates.newKey();
        var machine = authority.certify("one", key.getPublic());
        var chain = new X509Certificate[] {machine, theAuthority()};

        var failure =
                assertThrows(
                        CertificateException.class,
                        () -> new PinnedAuthority(authority.fingerprint()).check(chain));

        assertTrue(failure.toString().contains("for something else"), failure.getMessage());
    }

    private X509Certificate theAuthority() throws IOException {
        var pem = Pem.read(folder.resolve("site-ca.pem"), Pem.CERTIFICATE);
        return Certificates.read(pem.getOrDefault(Pem.CERTIFICATE, new byte[0]));
    }

    /// What the workstation sees of a machine that sends one byte and gets one back.
    private Optional<X509Certificate> seen(Credentials machine) throws Exception {
        var sockets = authority.sockets(refused::add);
        try (var server = sockets.createServerSocket(0, 1, HERE)) {
            var answer =
                    CompletableFuture.supplyAsync(() -> {
                        try (var accepted = server.accept()) {
                            accepted.getInputStream().read();
                            accepted.getOutputStream().write(1);
                            return sockets.certificate(accepted.getRemoteSocketAddress());
                        } catch (IOException e) {
                            return Optional.<X509Certificate>empty();
                        }
                    });
            var trust = new PinnedAuthority(authority.fingerprint());
            var client = new ClientSockets(machine.context(trust));
            try (var socket = client.createSocket(HERE, server.getLocalPort())) {
                socket.getOutputStream().write(1);
                if (socket.getInputStream().read() != 1) {
                    throw new IOException("hung up");
                }
            }
            return answer.get(10, TimeUnit.SECONDS);
        }
    }
}
