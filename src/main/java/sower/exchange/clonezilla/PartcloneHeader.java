package sower.exchange.clonezilla;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import sower.binary.Structure;

/// What a partclone image begins with (IMAGE_FORMATS.md), format 0001 or 0002.
///
/// @param filesystem as partclone calls it: `EXTFS`, `NTFS`, …
/// @param blockSize bytes
/// @param blocks of the file system
/// @param usedBlocks how many follow; −1 where the format does not say so reliably
/// @param byteMap whether the map has a byte per block instead of a bit
/// @param stripBlocks blocks in a row that have a checksum behind them; 0 for none
/// @param checksum its kind
record PartcloneHeader(
        String filesystem,
        int blockSize,
        long blocks,
        long usedBlocks,
        boolean byteMap,
        int stripBlocks,
        Checksum.Kind checksum) {
    static final String MAGIC = "partclone-image";
    private static final int LENGTH_1 = 4160;
    private static final int LENGTH_2 = 110;
    private static final int VERSION_AT = 30;
    private static final int LITTLE_ENDIAN = 0xC0DE;
    private static final int CHECKSUM_CRC32 = 0x20; // what partclone writes; its page says 1
    private static final int LARGEST_BLOCK = 64 << 20;

    /// Whether `first` begins an image.
    static boolean isImage(byte[] first) {
        return Structure.littleEndian(first).holds(0, MAGIC);
    }

    /// Reads the header; the map follows.
    ///
    /// @param name of the partition, for sentences
    static PartcloneHeader read(String name, InputStream in) throws IOException {
        var first = in.readNBytes(LENGTH_2);
        if (first.length < LENGTH_2) {
            throw new IOException("the image of " + name + " ends within its first bytes");
        }
        var version = Structure.littleEndian(first).text(VERSION_AT, 4, StandardCharsets.US_ASCII);
        var header =
                switch (version) {
                    case "0001" -> first(name, in, first);
                    case "0002" -> second(name, first);
                    default ->
                            throw new IOException(
                                    "the image of %s has partclone's format '%s', and only 0001 and 0002 are known"
                                            .formatted(name, version));
                };
        boolean sane =
                header.blockSize >= 512
                        && header.blockSize <= LARGEST_BLOCK
                        && header.blocks > 0
                        && header.blocks <= Long.MAX_VALUE / header.blockSize
                        && header.stripBlocks >= 0;
        if (!sane) {
            throw new IOException(
                    "the image of " + name + " is damaged: its header makes no sense");
        }
        return header;
    }

    private static PartcloneHeader first(String name, InputStream in, byte[] begin)
            throws IOException {
        int left = LENGTH_1 - LENGTH_2; // a buffer that means nothing
        if (in.readNBytes(left).length < left) {
            throw new IOException("the image of " + name + " ends within its header");
        }
        var s = Structure.littleEndian(begin);
        return new PartcloneHeader(
                s.text(15, 15, StandardCharsets.US_ASCII),
                size(s.u32(36)),
                s.u64(48),
                -1, // it was the superblock's opinion
                true,
                1,
                Checksum.Kind.CRC32_OF_0001);
    }

    private static PartcloneHeader second(String name, byte[] bytes) throws IOException {
        var s = Structure.littleEndian(bytes);
        if (s.u16(34) != LITTLE_ENDIAN) {
            throw new IOException(
                    "the image of %s was written by a machine with another order of bytes, which is not read here"
                            .formatted(name));
        }
        var crc = new CRC32();
        crc.update(bytes, 0, LENGTH_2 - 4);
        if (Checksum.stored(crc) != s.u32(LENGTH_2 - 4)) {
            throw new IOException(
                    "the image of " + name + " is damaged: its header's checksum is wrong");
        }
        int mode = s.u16(96);
        long strip = s.u32(100);
        boolean byteMap =
                switch (s.u8(105)) {
                    case 1 -> false;
                    case 8 -> true;
                    default ->
                            throw new IOException(
                                    "the image of %s has no map of its blocks".formatted(name));
                };
        boolean summed = mode != 0 && strip > 0;
        if (summed && (s.u16(98) != 4 || mode != CHECKSUM_CRC32 && mode != 1)) {
            throw new IOException(
                    "the image of %s has checksums of a kind (%d, %d bytes) that is not known here"
                            .formatted(name, mode, s.u16(98)));
        }
        boolean reseed = s.u8(104) != 0;
        return new PartcloneHeader(
                s.text(36, 16, StandardCharsets.US_ASCII),
                size(s.u32(84)),
                s.u64(60),
                s.u64(76),
                byteMap,
                summed ? size(strip) : 0,
                reseed ? Checksum.Kind.CRC32 : Checksum.Kind.CRC32_RUNNING);
    }

    private static int size(long value) {
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    /// Bytes between two checksums.
    long stripBytes() {
        return stripBlocks == 0 ? Long.MAX_VALUE : (long) stripBlocks * blockSize;
    }

    /// Bytes of the map for `count` blocks.
    long mapBytes(long count) {
        return byteMap ? count : (count + 7) / 8;
    }
}
