package sower.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.image.Image;
import sower.image.Signature;

/// What a target makes of a manifest and its signature, served as files.
class ControlClientTest {
    @TempDir private Path folder;
    private HttpServer server;
    private Image image;

    @BeforeEach
    void captureAndServe() throws IOException {
        image = LoopbackRoom.captured(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var file =
                            image.directory()
                                    .resolve(exchange.getRequestURI().getPath().substring(1));
                    boolean there = Files.exists(file);
                    exchange.sendResponseHeaders(there ? 200 : 404, there ? 0 : -1);
                    if (there) {
                        Files.copy(file, exchange.getResponseBody());
                    }
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aSignedManifestIsTakenAndItsKeyNamed() throws IOException {
        assertEquals(image.manifest(), client().manifest(""));
        var own = assertInstanceOf(Signature.Own.class, Signature.of(image));
        assertEquals(new Signature.Foreign(own.fingerprint()), client().signature());
    }

    @Test
    void aManifestThatWasChangedIsRefused() throws IOException {
        var file = image.directory().resolve("manifest.json");
        var text = Files.readString(file).replace("\"vfat\"", "\"ext4\"");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));

        var failure = assertThrows(IOException.class, () -> client().manifest(""));

        assertTrue(failure.toString().contains("Nothing is written"), failure.toString());
    }

    @Test
    void aManifestThatIsNotSignedIsTakenWithAWord() throws IOException {
        Files.delete(image.directory().resolve(Signature.NAME));

        assertEquals(image.manifest(), client().manifest(""));
        assertEquals(new Signature.Missing(), client().signature());
    }

    private ControlClient client() {
        return new ControlClient("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
