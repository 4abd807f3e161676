package sower.room;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.image.Image;
import sower.metainfo.Metainfo;

/// A disk that was used before: every byte is 0xA5, so that whatever is written shows.
public record Noise(Path file) {
    private static final byte FILLER = (byte) 0xA5;
    private static final int SECTOR = 512;
    private static final int SWAP_HEADER = 4096;
    private static final long GUARD = 1 << 20;
    private static final int STEP = 1 << 20;

    /// Makes it.
    public static Noise make(Path file, long length) throws IOException {
        byte[] filler = new byte[STEP];
        Arrays.fill(filler, FILLER);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = length; left > 0; left -= filler.length) {
                out.write(filler, 0, (int) Math.min(filler.length, left));
            }
        }
        return new Noise(file);
    }

    /// Fails if a byte was written at all.
    void assertUntouched() throws IOException {
        try (var disk = BlockDevice.openSource(file)) {
            assertFiller(disk, 0, Files.size(file));
        }
    }

    /// Fails if a byte was written outside of the image's extents, swap headers and table.
    public void assertUntouchedOutside(Image image) throws IOException {
        var written = new ArrayList<Extent>();
        long length = Files.size(file);
        written.add(new Extent(0, GUARD)); // table and boot area; the first partition begins here
        if (image.manifest().layout().kind().equals("gpt")) {
            written.add(new Extent(length - GUARD, GUARD)); // backup table
        }
        for (var volume : image.manifest().volumes()) {
            long at = volume.offset();
            switch (volume.contents()) {
                case DATA -> {
                    var torrent = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
                    torrent.extents()
                            .forEach(e -> written.add(new Extent(at + e.offset(), e.length())));
                }
                case SWAP -> written.add(new Extent(at, SWAP_HEADER));
                case EMPTY -> {}
            }
        }
        written.addAll(chain(image));
        written.sort((a, b) -> Long.compare(a.offset(), b.offset()));
        try (var disk = BlockDevice.openSource(file)) {
            long at = 0;
            for (var extent : written) {
                assertFiller(disk, at, extent.offset());
                at = Math.max(at, extent.end());
            }
            assertFiller(disk, at, length);
        }
    }

    /// The sectors between an MBR's partitions that hold the entries of the logical ones.
    private List<Extent> chain(Image image) throws IOException {
        var chain = new ArrayList<Extent>();
        var volumes = image.manifest().volumes();
        try (var disk = BlockDevice.openSource(file)) {
            for (var logical : volumes.stream().filter(volume -> volume.slot() > 4).toList()) {
                long before =
                        volumes.stream()
                                .mapToLong(volume -> volume.offset() + volume.length())
                                .filter(end -> end <= logical.offset())
                                .max()
                                .orElse(GUARD);
                for (long at = before; at < logical.offset(); at += SECTOR) {
                    if (isTable(disk.bytes(at, SECTOR))) {
                        chain.add(new Extent(at, SECTOR));
                    }
                }
            }
        }
        return chain;
    }

    private static boolean isTable(byte[] sector) {
        return sector[SECTOR - 2] == 0x55 && sector[SECTOR - 1] == (byte) 0xAA;
    }

    private static void assertFiller(BlockDevice disk, long from, long to) throws IOException {
        for (long at = from; at < to; at += STEP) {
            byte[] bytes = disk.bytes(at, (int) Math.min(STEP, to - at));
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] != FILLER) {
                    throw new AssertionError("byte " + (at + i) + " was written");
                }
            }
        }
    }
}
