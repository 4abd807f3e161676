package sower.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.deploy.Deployment;
import sower.metainfo.Metainfo;
import sower.swarm.EngineOptions;

/// The captured sample disk over HTTP, its first volume's first file.
class WebSeedFilesTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir private Path folder;
    private Deployment deployment;
    private ControlServer control;
    private byte[] expected = {};
    private String name = "";

    @BeforeEach
    void open() throws IOException {
        var image = LoopbackRoom.captured(folder);
        var options = EngineOptions.workstation(LOOPBACK, 0);
        deployment = Deployment.start(image, options, InstantSource.system());
        control = ControlServer.open(deployment, LOOPBACK, LOOPBACK, 0);
        var metainfo = deployment.torrents().getFirst().metainfo();
        var extent = metainfo.extents().getFirst();
        int begin = (int) (image.manifest().volumes().getFirst().offset() + extent.offset());
        byte[] master = Files.readAllBytes(folder.resolve("master.img"));
        expected = Arrays.copyOfRange(master, begin, begin + (int) extent.length());
        name = metainfo.name() + "/%032x".formatted(extent.offset());
    }

    @AfterEach
    void close() throws IOException {
        control.close();
        deployment.close();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=3-9, 3, 10",
        "bytes=0-0, 0, 1",
        "bytes=100-, 100, -1",
        "bytes=5-99999999, 5, -1"
    })
    void arePartsOfFiles(String range, int begin, int end) throws Exception {
        control.openWebSeed();

        var answer = get(name, range);

        assertEquals(206, answer.statusCode());
        int last = end < 0 ? expected.length : end;
        assertArrayEquals(Arrays.copyOfRange(expected, begin, last), answer.body());
        assertEquals(
                "bytes %d-%d/%d".formatted(begin, last - 1, expected.length),
                answer.headers().firstValue("Content-Range").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"lines=1-2", "bytes=-5", "'bytes=0-1,3-4'", "bytes=99999999999999999999-"})
    void areGivenWholeWhereAnythingElseIsAskedFor(String range) throws Exception {
        control.openWebSeed();

        var answer = get(name, range);

        assertEquals(200, answer.statusCode());
        assertArrayEquals(expected, answer.body());
    }

    @Test
    void haveNothingBehindTheirEnd() throws Exception {
        control.openWebSeed();

        assertEquals(416, get(name, "bytes=" + expected.length + "-").statusCode());
        assertEquals(404, get(name + "0", "bytes=0-").statusCode());
        assertEquals(404, get("nothing/" + name, "bytes=0-").statusCode());
    }

    @Test
    void areThereOnlyWhereItIsAskedFor() throws Exception {
        assertEquals(404, get(name, "bytes=0-").statusCode());
        assertEquals(0, torrent().webSeeds().size());

        control.openWebSeed();

        assertEquals(206, get(name, "bytes=0-").statusCode());
        assertEquals(control.url() + "/ws/", torrent().webSeeds().getFirst());
    }

    private Metainfo torrent() throws Exception {
        var file = deployment.torrents().getFirst().metainfo().name() + ".torrent";
        return Metainfo.read(ask(control.url() + "/" + file, "bytes=0-").body());
    }

    private HttpResponse<byte[]> get(String path, String range) throws Exception {
        return ask(control.url() + "/ws/" + path, range);
    }

    private static HttpResponse<byte[]> ask(String url, String range) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url)).header("Range", range).build();
            return client.send(request, BodyHandlers.ofByteArray());
        }
    }
}
