package sower.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.swarm.SampleVolume;

class VolumeExportTest {
    @TempDir private Path folder;

    @Test
    void rawIsTheVolumeWithHolesBetween() throws IOException {
        var volume = sample();

        Path raw;
        try (var source = BlockDevice.openSource(volume.file())) {
            raw = export(volume, source).raw(folder.resolve("out"));
        }

        try (var copy = BlockDevice.openSource(raw);
                var master = BlockDevice.openSource(volume.file())) {
            assertEquals(master.length(), copy.length());
            for (var extent : volume.metainfo().extents()) {
                int length = (int) extent.length();
                assertArrayEquals(
                        master.bytes(extent.offset(), length), copy.bytes(extent.offset(), length));
            }
            int gap = (int) volume.metainfo().extents().getFirst().end();
            assertEquals(0, copy.bytes(gap, 1)[0]);
        }
        assertFalse(Files.exists(folder.resolve("out/sda1.raw.part")));
    }

    @Test
    void slicesAreTheTorrentsFiles() throws IOException {
        var volume = sample();

        try (var source = BlockDevice.openSource(volume.file())) {
            export(volume, source).slices(Flavour.NATIVE, folder.resolve("out"));
        }

        try (var files = Files.list(folder.resolve("out/sda1"))) {
            assertEquals(volume.metainfo().extents().size(), files.count());
        }
        assertArrayEquals(
                volume.metainfo().bytes(), Files.readAllBytes(folder.resolve("out/sda1.torrent")));
    }

    @Test
    void damageIsNoticedAndNothingIsCalledComplete() throws IOException {
        var volume = sample();
        try (var file = new RandomAccessFile(volume.file().toFile(), "rw")) {
            file.seek(volume.metainfo().extents().getFirst().offset());
            int before = file.read();
            file.seek(volume.metainfo().extents().getFirst().offset());
            file.write(before + 1);
        }

        try (var source = BlockDevice.openSource(volume.file())) {
            var export = export(volume, source);
            var refused = assertThrows(IOException.class, () -> export.raw(folder));
            assertTrue(String.valueOf(refused.getMessage()).contains("piece 0"), refused::toString);
        }
        assertFalse(Files.exists(folder.resolve("sda1.raw")));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        var volume = sample();
        Files.writeString(folder.resolve("sda1.raw"), "mine");

        try (var source = BlockDevice.openSource(volume.file())) {
            var export = export(volume, source);
            assertThrows(IOException.class, () -> export.raw(folder));
        }
        assertEquals("mine", Files.readString(folder.resolve("sda1.raw")));
    }

    @Test
    void torrentInfoIsReadWhateverTheOrder() throws IOException {
        var hash = "00".repeat(19) + "ff";
        var text = "sha1: " + hash + "\nlength: 10\noffset: 0\noffset: 20\nlength: 8\n";

        var info = TorrentInfo.parse(text);

        assertEquals(List.of(new Extent(0, 16), new Extent(32, 8)), info.extents());
        assertEquals(0, info.blockSize());
        var again = TorrentInfo.parse(new String(info.encode(), StandardCharsets.US_ASCII));
        assertEquals(info.extents(), again.extents());
        assertArrayEquals(info.sha1().getFirst(), again.sha1().getFirst());
        assertThrows(IOException.class, () -> TorrentInfo.parse("offset: 10\n"));
        assertThrows(IOException.class, () -> TorrentInfo.parse("hello\n"));
        assertThrows(IOException.class, () -> TorrentInfo.parse("offset: xyz\nlength: 1\n"));
    }

    private SampleVolume sample() throws IOException {
        return SampleVolume.make(folder, 3, 5_000_000, 1 << 20);
    }

    private static VolumeExport export(SampleVolume volume, BlockDevice source) {
        return new VolumeExport(volume.metainfo(), source, Instant.EPOCH, _ -> {}, () -> false);
    }
}
