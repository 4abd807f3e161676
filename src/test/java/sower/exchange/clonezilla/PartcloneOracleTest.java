package sower.exchange.clonezilla;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.Needs;
import sower.Programs;
import sower.binary.Structure;
import sower.capture.Incoming;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.FileVolume;
import sower.filesystem.Filesystems;

/// Images that partclone writes, and in the format that it only reads any more, written here by its
/// documentation and judged by partclone.
@Tag("oracle")
class PartcloneOracleTest {
    private static final long LENGTH = 40L << 20;

    @TempDir private Path scratch;
    private Path volume = Path.of("");

    @BeforeEach
    void makeVolume() throws IOException {
        Needs.tool("mke2fs", "partclone.extfs", "partclone.chkimg", "gzip", "zstd", "pigz");
        volume = FileVolume.sparse(scratch.resolve("volume"), LENGTH);
        var files = Files.createDirectories(scratch.resolve("files"));
        var random = new Random(2);
        for (int i = 0; i < 12; i++) {
            var bytes = new byte[random.nextInt(900_000)];
            random.nextBytes(bytes);
            Files.write(files.resolve("f" + i), bytes);
        }
        Programs.run("mke2fs", "-q", "-t", "ext4", "-d", files.toString(), volume.toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "-a 0",
                "-a 1 -k 1",
                "-a 1 -k 7",
                "-a 1 -k 7 -K",
                "-a 1 -k 100000",
                "-z 4096"
            })
    void everyUsedByteIsThere(String options) throws IOException {
        assertHoldsTheVolume(image(options));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"gzip, gz", "pigz, gz", "zstd, zst"})
    void packedAndInTwoMembersCutInPieces(String program, String suffix) throws IOException {
        var image = image("");
        var bytes = Files.readAllBytes(image);
        int half = bytes.length / 2;
        var packed = new ByteArrayOutputStream();
        for (var member : List.of(slice(bytes, 0, half), slice(bytes, half, bytes.length - half))) {
            Files.write(image, member);
            Programs.run(program, "-q", "-f", "-k", image.toString());
            packed.writeBytes(Files.readAllBytes(image.resolveSibling("image." + suffix)));
            if (packed.size() > 0 && !Files.exists(scratch.resolve("sda1.aa"))) {
                Files.write(scratch.resolve("sda1.aa"), packed.toByteArray()); // ends with a member
            }
        }
        var second = packed.toByteArray();
        int first = (int) Files.size(scratch.resolve("sda1.aa"));
        Files.write(scratch.resolve("sda1.ab"), slice(second, first, second.length - first));
        var parts = List.of(scratch.resolve("sda1.aa"), scratch.resolve("sda1.ab"));

        assertHoldsTheVolume(new SavedPartition("sda1", false, parts, suffix));
        assertHoldsTheVolume(new SavedPartition("sda1", false, parts, "")); // by its first bytes
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOldFormatIsRead(boolean damaged) throws IOException {
        var image = oldFormat();
        if (damaged) {
            flip(image, Files.size(image) - 4 - 1024); // first byte of the last block
        }

        var log = scratch.resolve("log").toString();
        var verdict = Programs.attempt("", "partclone.chkimg", "-s", image + "", "-L", log);
        assertEquals(damaged, verdict.code() != 0, verdict.output());
        if (damaged) {
            assertTrue(failure(image).contains("the checksum from byte"), failure(image));
        } else {
            assertHoldsTheVolume(image);
        }
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        var image = image("-a 1 -k 64");
        long length = Files.size(image);
        var random = new Random(3);
        for (int i = 0; i < 60; i++) {
            long at = i < 20 ? 20 + i * 5L : (long) (random.nextDouble() * length);
            flip(image, at);
            assertFalse(failure(image).isEmpty(), "byte " + at);
            flip(image, at);
        }
        assertEquals("", failure(image));
    }

    @Test
    void theWrongByteIsNamed() throws IOException {
        var image = image("-a 1 -k 1");
        long first = 110 + LENGTH / 1024 / 8 + 4; // header, map, its checksum
        flip(image, first + 3 * (1024 + 4) + 17); // in the fourth block

        assertEquals(
                "the image of sda1 is damaged: the checksum from byte 3072 of the volume on is wrong",
                failure(image));
    }

    @Test
    void everyShorterImageIsNoticed() throws IOException {
        var image = image("-a 1 -k 64");
        var bytes = Files.readAllBytes(image);
        for (int length : List.of(0, 10, 109, 2000, 6000, bytes.length / 2, bytes.length - 1)) {
            Files.write(image, slice(bytes, 0, length));
            assertTrue(failure(image).contains("sda1"), length + ": " + failure(image));
        }
        var longer = new ByteArrayOutputStream();
        longer.writeBytes(bytes);
        longer.write(1);
        Files.write(image, longer.toByteArray());
        assertTrue(failure(image).contains("goes on"), failure(image));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void everyShorterPackedImageIsNoticed(String program) throws IOException {
        var image = image("-a 0");
        Programs.run(program, "-q", "-f", "-k", image.toString());
        var packed = image.resolveSibling(program.equals("gzip") ? "image.gz" : "image.zst");
        var bytes = Files.readAllBytes(packed);
        for (int length : List.of(1, 5, 200, bytes.length / 2, bytes.length - 1)) {
            Files.write(packed, slice(bytes, 0, length));
            var words = failure(packed, program.equals("gzip") ? "gz" : "zst");
            assertTrue(words.contains("the image of sda1"), length + ": " + words);
        }
    }

    private void assertHoldsTheVolume(Path image) throws IOException {
        assertHoldsTheVolume(new SavedPartition("sda1", false, List.of(image), ""));
    }

    /// What our own map of the volume says, byte by byte.
    private void assertHoldsTheVolume(SavedPartition image) throws IOException {
        var data = image.data(LENGTH);
        try (var source = BlockDevice.openSource(volume);
                var stream = data.form().open()) {
            var used = Filesystems.probe(source).usedBlocks();
            assertEquals(used.merged(64 << 10).extents(), data.extents());
            for (var extent : data.extents()) {
                assertReads(source, stream, extent);
            }
            stream.finish();
        }
    }

    private static void assertReads(BlockDevice source, Incoming.Stream stream, Extent extent)
            throws IOException {
        int step = 77_777; // no multiple of anything
        for (long at = extent.offset(); at < extent.end(); at += step) {
            int count = (int) Math.min(step, extent.end() - at);
            var bytes = new byte[count];
            stream.read(at, ByteBuffer.wrap(bytes));
            assertArrayEquals(source.bytes(at, count), bytes, "from byte " + at);
        }
    }

    private String failure(Path image) throws IOException {
        return failure(image, "uncomp");
    }

    /// What is said of an image that is read to its end; nothing if it is whole.
    private String failure(Path image, String packing) throws IOException {
        try {
            var data = new SavedPartition("sda1", false, List.of(image), packing).data(LENGTH);
            try (var stream = data.form().open()) {
                for (var extent : data.extents()) {
                    stream.read(extent.offset(), ByteBuffer.allocate((int) extent.length()));
                }
                stream.finish();
            }
            return "";
        } catch (IOException failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    private Path image(String options) throws IOException {
        var image = scratch.resolve("image");
        var command = new ArrayList<>(List.of("partclone.extfs", "-c", "-f", "0"));
        if (!options.isEmpty()) {
            command.addAll(List.of(options.split(" ")));
        }
        var log = scratch.resolve("log").toString();
        command.addAll(List.of("-s", volume.toString(), "-O", image.toString(), "-L", log));
        Programs.run(command.toArray(String[]::new));
        return image;
    }

    /// The volume in format 0001: a byte per block, and behind every block a sum over all blocks so
    /// far, of each only its first byte and as often as it has bytes.
    private Path oldFormat() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);
            var used = filesystem.usedBlocks();
            int size = filesystem.blockSize();
            int blocks = (int) (LENGTH / size);
            var head = new byte[4160];
            var s = Structure.littleEndian(head);
            s.put(0, "partclone-image".getBytes(StandardCharsets.US_ASCII));
            s.put(15, "EXTFS".getBytes(StandardCharsets.US_ASCII));
            s.put(30, "0001".getBytes(StandardCharsets.US_ASCII));
            s.putU32(36, size);
            s.putU64(40, LENGTH);
            s.putU64(48, blocks);
            s.putU64(56, used.bytes() / size);
            out.writeBytes(head);
            for (long block = 0; block < blocks; block++) {
                out.write(used.covers(block * size, size) ? 1 : 0);
            }
            out.writeBytes("BiTmAgIc".getBytes(StandardCharsets.US_ASCII));
            int crc = -1;
            for (long block = 0; block < blocks; block++) {
                if (used.covers(block * size, size)) {
                    var bytes = source.bytes(block * size, size);
                    crc = sumOfFirst(crc, bytes);
                    out.writeBytes(bytes);
                    var sum = new byte[4];
                    Structure.littleEndian(sum).putU32(0, Integer.toUnsignedLong(crc));
                    out.writeBytes(sum);
                }
            }
        }
        return Files.write(scratch.resolve("old"), out.toByteArray());
    }

    /// Bit by bit, as no table is needed to judge one.
    private static int sumOfFirst(int crc, byte[] block) {
        int sum = crc;
        for (int i = 0; i < block.length; i++) {
            sum ^= Byte.toUnsignedInt(block[0]);
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum & 1) == 0 ? sum >>> 1 : sum >>> 1 ^ 0xEDB88320;
            }
        }
        return sum;
    }

    private static void flip(Path file, long at) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int before = bytes.read();
            bytes.seek(at);
            bytes.write(before ^ 4);
        }
    }

    private static byte[] slice(byte[] bytes, int from, int count) {
        return Arrays.copyOfRange(bytes, from, from + count);
    }
}
