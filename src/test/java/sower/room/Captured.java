package sower.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sower.disk.BlockDevice;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.metainfo.Metainfo;

/// Images made by `sower capture`, as a process of its own.
final class Captured {
    private Captured() {}

    /// @param folder for what the process says
    /// @param more options
    /// @return the newest version of that name
    static Image by(Path folder, Path disk, Path library, String name, String... more)
            throws Exception {
        var args = new ArrayList<>(List.of("capture", disk.toString()));
        args.addAll(List.of("--name", name, "--library", library.toString()));
        args.addAll(List.of(more));
        try (var process = SowerProcess.start(folder, "", args.toArray(String[]::new))) {
            assertEquals(0, process.exitCode(60), process.said());
        }
        return new ImageLibrary(library).open(name);
    }

    /// Fails where a disk does not hold what the image took of the master.
    static void assertHolds(Image image, Path master, Path target) throws IOException {
        try (var from = BlockDevice.openSource(master);
                var to = BlockDevice.openSource(target)) {
            for (var volume : image.manifest().volumes()) {
                if (volume.infoHash().isEmpty()) {
                    continue;
                }
                var torrent = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
                for (var extent : torrent.extents()) {
                    long at = volume.offset() + extent.offset();
                    int count = Math.toIntExact(extent.length());
                    assertArrayEquals(from.bytes(at, count), to.bytes(at, count));
                }
            }
        }
    }
}
