package sower.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.Needs;
import sower.Programs;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.VolumeData;
import sower.metainfo.Metainfo;

/// What Clonezilla would have made of the same volume, bit for bit.
@Tag("oracle")
class FlavourOracleTest {
    @TempDir private Path scratch;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "partclone.extfs, mkfs.ext4 -q -d FILES VOLUME",
        "partclone.extfs, mkfs.ext4 -q -b 1024 -O ^has_journal -d FILES VOLUME",
        "partclone.fat32, mkfs.fat -F 32 VOLUME",
        "partclone.exfat, mkfs.exfat VOLUME"
    }) // not NTFS: there we take the backup boot sector as well, which partclone leaves out
    void piecesAndCutsArePartclones(String partclone, String mkfs) throws IOException {
        Needs.tool(partclone, mkfs.substring(0, mkfs.indexOf(' ')));
        var volume = make(mkfs);
        var theirs = ask(partclone, volume);

        var image = capture(volume);
        var torrent =
                Metainfo.read(
                        Files.readAllBytes(image.torrent(image.manifest().volumes().getFirst())));
        Metainfo ours;
        var slices = scratch.resolve("slices");
        try (var data = VolumeData.open(image, image.manifest().volumes().getFirst())) {
            var export = new VolumeExport(torrent, data, Instant.EPOCH, _ -> {}, () -> false);
            ours = export.slices(Flavour.CLONEZILLA, slices);
        }

        assertEquals(theirs.extents(), ours.extents());
        assertEquals(hex(theirs.sha1()), hex(TorrentInfo.of(ours).sha1()));
        var text = Files.readString(slices.resolve(ours.name() + ".torrent.info"));
        assertEquals(theirs.extents(), TorrentInfo.parse(text).extents());
        assertSlicesAreTheVolume(ours, slices.resolve(ours.name()), volume);
    }

    private static void assertSlicesAreTheVolume(Metainfo torrent, Path folder, Path volume)
            throws IOException {
        try (var source = BlockDevice.openSource(volume)) {
            for (var extent : torrent.extents()) {
                var slice = folder.resolve("%032x".formatted(extent.offset()));
                var expected = source.bytes(extent.offset(), (int) extent.length());
                assertArrayEquals(expected, Files.readAllBytes(slice), slice.toString());
            }
        }
    }

    private TorrentInfo ask(String partclone, Path volume) throws IOException {
        var folder = scratch.resolve("partclone");
        Programs.run(
                partclone,
                "-c",
                "-t",
                "-s",
                volume.toString(),
                "-O",
                folder.toString(),
                "-z",
                "16777216",
                "-L",
                scratch.resolve("log").toString());
        return TorrentInfo.parse(Files.readString(folder.resolve("torrent.info")));
    }

    private Path make(String mkfs) throws IOException {
        var files = Files.createDirectories(scratch.resolve("files"));
        var random = new Random(5);
        for (int i = 0; i < 40; i++) {
            var bytes = new byte[random.nextInt(3_000_000)];
            random.nextBytes(bytes);
            Files.write(files.resolve("f" + i), bytes);
        }
        var volume = scratch.resolve("volume");
        try (var file = new java.io.RandomAccessFile(volume.toFile(), "rw")) {
            file.setLength(160L << 20);
        }
        Programs.run(
                mkfs.replace("FILES", files.toString())
                        .replace("VOLUME", volume.toString())
                        .split(" "));
        return volume;
    }

    private Image capture(Path volume) throws IOException {
        var disk = LocalDisks.of().at(volume);
        try (var source = BlockDevice.openSource(volume)) {
            var plan = CapturePlan.of(disk, source);
            var library = new ImageLibrary(scratch.resolve("library"));
            return new Capture(plan, library, "lab", "", Capture.Options.of(false))
                    .run(_ -> {}, () -> false);
        }
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(hash -> HexFormat.of().formatHex(hash)).toList();
    }
}
