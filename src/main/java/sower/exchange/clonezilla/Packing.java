package sower.exchange.clonezilla;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// How a saved partition is packed.
enum Packing {
    NONE,
    GZIP,
    ZSTD;

    private static final int BUFFER = 1 << 20;
    private static final Map<String, Packing> SUFFIXES =
            Map.of("", NONE, "uncomp", NONE, "gz", GZIP, "zst", ZSTD);
    // first bytes of files without a suffix, and what is there to be said of them
    private static final Map<String, String> MAGICS =
            Map.of(
                    "1f8b", "gz",
                    "28b52ffd", "zst",
                    "425a68", "bz2",
                    "fd377a585a00", "xz",
                    "04224d18", "lz4",
                    "894c5a4f", "lzo",
                    "4c5a4950", "lzip",
                    "4c525a49", "lrz");
    private static final int LONGEST_MAGIC = 6;

    /// Unpacks `packed`.
    ///
    /// @param name of the partition, for sentences
    /// @param suffix of its files, such as `gz`; empty where they have none
    static InputStream unpack(String name, InputStream packed, String suffix) throws IOException {
        var buffered = new BufferedInputStream(packed, BUFFER);
        var packing = of(name, suffix.isEmpty() ? guess(buffered) : suffix);
        return switch (packing) {
            case NONE -> buffered;
            case GZIP -> new GZIPInputStream(buffered, BUFFER);
            case ZSTD -> new ZstdInputStreamNoFinalizer(buffered);
        };
    }

    private static Packing of(String name, String suffix) throws IOException {
        var packing = SUFFIXES.get(suffix);
        if (packing == null) {
            throw new IOException(
                    "the image of %s is packed with %s, and only gzip and zstd are read here; pack it anew"
                            .formatted(name, suffix));
        }
        return packing;
    }

    private static String guess(InputStream buffered) throws IOException {
        buffered.mark(LONGEST_MAGIC);
        var first = buffered.readNBytes(LONGEST_MAGIC);
        buffered.reset();
        for (var magic : MAGICS.entrySet()) {
            var bytes = HexFormat.of().parseHex(magic.getKey());
            if (Arrays.mismatch(first, bytes) >= bytes.length || Arrays.equals(first, bytes)) {
                return magic.getValue();
            }
        }
        return "";
    }
}
