package sower.exchange.clonezilla;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import sower.binary.Structure;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.UsedBlocks;

/// The map in a partclone image, read as runs of bytes: never all of it is in memory.
final class BlockMap {
    private static final int CHUNK = 64 << 10;
    private static final byte[] SIGNATURE = "BiTmAgIc".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final PartcloneHeader header;
    private final UsedBlocks.Builder runs;
    private long begin = -1; // block at which the run began that is being counted
    private long present;

    private BlockMap(String name, PartcloneHeader header, long length) {
        this.name = name;
        this.header = header;
        this.runs = new UsedBlocks.Builder(length);
    }

    /// Reads it; the blocks follow.
    ///
    /// @param length bytes of the partition
    static UsedBlocks read(String name, PartcloneHeader header, long length, InputStream in)
            throws IOException {
        try {
            return new BlockMap(name, header, length).read(in);
        } catch (CorruptFilesystemException beyond) {
            throw new IOException(
                    "the image of %s does not fit its partition of %d bytes: %s"
                            .formatted(name, length, beyond.getMessage()),
                    beyond);
        }
    }

    private UsedBlocks read(InputStream in) throws IOException {
        var crc = new CRC32();
        int step = header.byteMap() ? CHUNK : CHUNK * 8;
        for (long block = 0; block < header.blocks(); block += step) {
            int count = (int) Math.min(step, header.blocks() - block);
            var bytes = exactly(in, (int) header.mapBytes(count));
            crc.update(bytes);
            for (int i = 0; i < count; i++) {
                boolean here =
                        header.byteMap() ? bytes[i] == 1 : (bytes[i >> 3] >> (i & 7) & 1) == 1;
                count(block + i, here);
            }
        }
        count(header.blocks(), false);
        boolean whole =
                header.checksum() == Checksum.Kind.CRC32_OF_0001
                        ? Arrays.equals(exactly(in, SIGNATURE.length), SIGNATURE)
                        : Structure.littleEndian(exactly(in, 4)).u32(0) == Checksum.stored(crc);
        if (!whole || header.usedBlocks() >= 0 && header.usedBlocks() != present) {
            throw new IOException(
                    "the image of %s is damaged: the map of its blocks is not what was written"
                            .formatted(name));
        }
        if (present == 0) {
            throw new IOException("the image of " + name + " holds not a single block");
        }
        return runs.build();
    }

    private void count(long block, boolean here) throws IOException {
        if (here) {
            present++;
            begin = begin < 0 ? block : begin;
        } else if (begin >= 0) {
            runs.add(begin * header.blockSize(), (block - begin) * header.blockSize());
            begin = -1;
        }
    }

    private byte[] exactly(InputStream in, int count) throws IOException {
        var bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("the image of " + name + " ends within the map of its blocks");
        }
        return bytes;
    }
}
