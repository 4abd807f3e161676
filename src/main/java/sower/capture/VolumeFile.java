package sower.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import sower.disk.Extent;
import sower.image.Staging;
import sower.metainfo.Sha256;

/// The file in which the library keeps a volume: raw or compressed.
///
/// It may have been begun by a capture that was killed. Nothing says whether the source is still
/// what it was then, so all of it is read and hashed again, and packed again too; what is not done
/// again is the writing: bytes that stand in the file already, each of them compared, stay as they
/// are. So whatever stood in the file, after its last piece it is the file that a first capture
/// would have made.
sealed interface VolumeFile extends PieceSink, Closeable permits RawFile, PackedPieces {
    /// Makes it in a folder that nobody reads yet, or goes on with it.
    ///
    /// @param name of the volume
    /// @param length of the volume
    /// @param all extents of the volume if all their bytes will be handed on; empty where it will
    ///   only be some, nobody knows which: such a raw file is begun anew
    static VolumeFile create(
            Staging staging, String name, long length, Optional<List<Extent>> all, boolean compress)
            throws IOException {
        if (compress) {
            return PackedPieces.create(staging.place(name + ".zst", "zstd"));
        }
        var layout = all.map(extents -> layout(length, extents)).orElse("");
        return RawFile.create(staging.place(name + ".raw", layout), length);
    }

    /// A raw file has bytes of its extents only; what another list of extents left in its gaps
    /// would stay there.
    private static String layout(long length, List<Extent> extents) {
        var digest = Sha256.digest();
        var numbers = ByteBuffer.allocate(2 * Long.BYTES);
        digest.update(numbers.putLong(0, length));
        for (var extent : extents) {
            numbers.clear();
            digest.update(numbers.putLong(extent.offset()).putLong(extent.length()).flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// After the last piece; returns when everything is on the medium.
    void finish() throws IOException;

    /// Bytes that were not written because a capture that was killed had written them.
    long kept();
}
