package sower.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.Programs;
import sower.swarm.SampleVolume;

/// An old volume, of a hundred thousand extents, by a magnet link: its metainfo alone is six
/// megabytes.
@Tag("system")
class ManyFilesTest extends ClientsRoom {
    private static final int FILES = 100_000;

    @Test
    void comeToAnAgentInItsHeapAndToLibtorrent() throws Exception {
        Client.LIBTORRENT.needs();
        var volume = SampleVolume.make(folder, 9, 512L * FILES, 1 << 20, 1, 1);
        assertEquals(FILES, volume.metainfo().extents().size());
        var target = volume.blankTarget(folder, "target");
        var data = Files.createDirectory(folder.resolve("data"));
        var magnet = magnet(volume).toString();
        seed(volume);

        var process = start(Client.LIBTORRENT, magnet, data);
        var said =
                Programs.run(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@jlink/target.options",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "sower.cli.CommandLineProgram",
                        "restore",
                        "--torrent",
                        magnet,
                        "--to",
                        target.toString(),
                        "--listen",
                        "127.0.0.1",
                        "--leave");

        assertTrue(volume.isWrittenTo(target), said);
        awaitSlices(volume, data, process);
    }
}
