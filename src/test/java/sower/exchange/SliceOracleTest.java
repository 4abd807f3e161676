package sower.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.Needs;
import sower.Programs;
import sower.capture.Capture;
import sower.capture.Intake;
import sower.filesystem.FileVolume;
import sower.image.ImageLibrary;

/// Slices as partclone itself lays them down.
@Tag("oracle")
class SliceOracleTest {
    @TempDir private Path scratch;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "partclone.extfs, mkfs.ext4 -q -d /etc VOLUME, e2fsck -fn",
        "partclone.extfs, mkfs.ext4 -q -b 1024 -d /etc VOLUME, e2fsck -fn",
        "partclone.fat32, mkfs.fat -F 32 VOLUME, fsck.fat -n"
    })
    void theyAreImportedAndSound(String partclone, String mkfs, String fsck) throws IOException {
        Needs.tool(partclone, "e2fsck", "fsck.fat", mkfs.substring(0, mkfs.indexOf(' ')));
        var volume = FileVolume.sparse(scratch.resolve("volume"), 90L << 20);
        Programs.run(mkfs.replace("VOLUME", volume.toString()).split(" "));
        var slices = scratch.resolve("sda1");
        var log = scratch.resolve("log").toString();
        Programs.run(
                partclone, "-c", "-T", "-s", volume + "", "-O", slices + "", "-f", "0", "-L", log);

        var library = new ImageLibrary(scratch.resolve("library"));
        var image =
                new Intake(library, "lab", "", Capture.Options.of(false).compressed(false))
                        .run(Forms.recognise(slices), _ -> {}, () -> false);

        var info = TorrentInfo.parse(Files.readString(slices.resolve("torrent.info")));
        var imported = image.manifest().volumes().getFirst();
        assertEquals("sda1", imported.name());
        assertEquals(info.blockSize() * info.blocksTotal(), imported.length());
        Programs.run((fsck + " " + image.raw(imported)).split(" "));
    }
}
