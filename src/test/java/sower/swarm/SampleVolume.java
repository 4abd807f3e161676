package sower.swarm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.image.DeviceStorage;
import sower.metainfo.Metainfo;
import sower.metainfo.Sha1;

/// A volume in a file: random bytes in extents with gaps between them, and its torrent.
///
/// @param length bytes of the file, gaps included
public record SampleVolume(Path file, long length, Metainfo metainfo) {
    private static final int GAP = 0xA5;

    /// Makes it.
    ///
    /// @param content bytes in the torrent
    public static SampleVolume make(Path folder, long seed, long content, int pieceLength)
            throws IOException {
        return make(folder, seed, content, pieceLength, 2048);
    }

    /// The same of another grain.
    ///
    /// @param mostSectors of an extent
    public static SampleVolume make(
            Path folder, long seed, long content, int pieceLength, int mostSectors)
            throws IOException {
        return make(folder, seed, content, pieceLength, mostSectors, 64);
    }

    /// The same with other gaps.
    ///
    /// @param mostBetween sectors between two extents
    public static SampleVolume make(
            Path folder, long seed, long content, int pieceLength, int mostSectors, int mostBetween)
            throws IOException {
        var random = new Random(seed);
        var extents = new ArrayList<Extent>();
        long offset = 4096L * random.nextInt(4);
        for (long left = content; left > 0; ) {
            long run = Math.min(left, 512L * (1 + random.nextInt(mostSectors)));
            extents.add(new Extent(offset, run));
            left -= run;
            offset += run + 512L * (1 + random.nextInt(mostBetween));
        }
        var file = folder.resolve("master-" + seed);
        fill(file, offset);
        byte[] bytes = new byte[512 * mostSectors];
        var joined = Sha1.digest();
        var hashes = new ArrayList<byte[]>();
        long inPiece = 0;
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (var extent : extents) {
                long at = extent.offset();
                while (at < extent.end()) {
                    int part = (int) Math.min(extent.end() - at, pieceLength - inPiece);
                    part = Math.min(part, bytes.length);
                    random.nextBytes(bytes);
                    channel.write(ByteBuffer.wrap(bytes, 0, part), at);
                    joined.update(bytes, 0, part);
                    at += part;
                    inPiece += part;
                    if (inPiece == pieceLength) {
                        hashes.add(joined.digest());
                        inPiece = 0;
                    }
                }
            }
        }
        if (inPiece > 0) {
            hashes.add(joined.digest());
        }
        return new SampleVolume(
                file,
                offset,
                Metainfo.create("sda1", pieceLength, extents, join(hashes), "", Instant.EPOCH));
    }

    /// The same volume, which a web server has too.
    ///
    /// @param webSeed its URL
    public SampleVolume at(String webSeed) throws IOException {
        return new SampleVolume(file, length, metainfo.withWebSeed(webSeed));
    }

    /// A target as large as the volume, full of bytes that are in no image.
    public Path blankTarget(Path folder, String name) throws IOException {
        var file = folder.resolve(name);
        fill(file, length);
        return file;
    }

    /// Flips a byte in the middle of a piece of the master, or flips it back.
    public void damage(int piece) throws IOException {
        long torrentOffset = metainfo.layout().offset(piece) + metainfo.layout().length(piece) / 2;
        long at = 0;
        for (var extent : metainfo.extents()) {
            if (torrentOffset < extent.length()) {
                at = extent.offset() + torrentOffset;
                break;
            }
            torrentOffset -= extent.length();
        }
        try (var device = new RandomAccessFile(file.toFile(), "rw")) {
            device.seek(at);
            int before = device.read();
            device.seek(at);
            device.write(before ^ 0xFF);
        }
    }

    /// The master once more.
    public Path copy(Path folder, String name) throws IOException {
        return Files.copy(file, folder.resolve(name));
    }

    /// A storage of this volume's torrent over `device`.
    public Storage on(BlockDevice device) throws IOException {
        return new DeviceStorage(device, 0, metainfo.extents());
    }

    /// Whether `target` holds the extents' bytes, and every byte between them is as it was.
    public boolean isWrittenTo(Path target) throws IOException {
        byte[] master = Files.readAllBytes(file);
        byte[] copy = Files.readAllBytes(target);
        return Arrays.equals(master, copy); // the master's gaps hold the same filler
    }

    private static void fill(Path file, long length) throws IOException {
        byte[] filler = new byte[1 << 20];
        Arrays.fill(filler, (byte) GAP);
        try (var out = Files.newOutputStream(file)) {
            for (long left = length; left > 0; left -= filler.length) {
                out.write(filler, 0, (int) Math.min(left, filler.length));
            }
        }
    }

    private static byte[] join(List<byte[]> hashes) {
        var joined = ByteBuffer.allocate(hashes.size() * 20);
        hashes.forEach(joined::put);
        return joined.array();
    }
}
