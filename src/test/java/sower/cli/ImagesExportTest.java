package sower.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.capture.MasterDisk;
import sower.image.ImageLibrary;
import sower.image.VolumeData;
import sower.metainfo.Metainfo;

class ImagesExportTest {
    @TempDir private Path folder;
    private String library = "";

    @BeforeEach
    void capture() throws IOException {
        library = folder.resolve("library").toString();
        var master = MasterDisk.make(folder.resolve("master.img")).toString();
        assertEquals(0, run("capture", master, "--name", "lab"));
    }

    @Test
    void slicesOfEveryVolumeAreWritten() throws IOException {
        var to = folder.resolve("out");

        assertEquals(0, run("images", "export", "lab", "--to", to.toString()));

        var image = new ImageLibrary(Path.of(library)).open("lab");
        for (var name : List.of("disk1", "disk2", "disk5")) {
            var torrent = Metainfo.read(Files.readAllBytes(to.resolve(name + ".torrent")));
            var volume =
                    image.manifest().volumes().stream()
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                            .orElseThrow();
            try (var source = VolumeData.open(image, volume)) {
                for (var extent : torrent.extents()) {
                    var slice = to.resolve(name).resolve("%032x".formatted(extent.offset()));
                    var expected = source.bytes(extent.offset(), (int) extent.length());
                    assertArrayEquals(expected, Files.readAllBytes(slice), slice.toString());
                }
            }
        }
    }

    @Test
    void rawAndTorrentsAreWrittenAndNothingIsOverwritten() throws IOException {
        var to = folder.resolve("out").toString();

        assertEquals(0, run("images", "export", "lab", "--as", "raw", "--to", to));
        assertEquals(0, run("images", "export", "lab", "--as", "torrent", "--to", to));

        assertTrue(Files.exists(Path.of(to, "disk2.raw")));
        assertTrue(Files.exists(Path.of(to, "disk2.torrent")));
        assertEquals(1, run("images", "export", "lab", "--as", "raw", "--to", to));
        assertEquals(1, run("images", "export", "lab", "--as", "torrent", "--to", to));
        assertEquals(2, run("images", "export", "lab", "--as", "cake", "--to", to));
    }

    private int run(String... args) {
        var all = new java.util.ArrayList<>(List.of(args));
        all.addAll(List.of("--library", library));
        return CommandLineProgram.run(all.toArray(String[]::new));
    }
}
