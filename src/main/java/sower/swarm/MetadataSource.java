package sower.swarm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import sower.metainfo.Metainfo;
import sower.wire.MetadataMessage;

/// A torrent's info dictionary, for peers that come with a magnet link (BEP 9).
///
/// It is made when somebody asks for it: that of a million files takes sixty megabytes, which are
/// given up when memory is short. Any thread may call; making it takes a moment.
final class MetadataSource {
    private final Metainfo metainfo;
    private final boolean offered;
    private final int length;
    private @Nullable SoftReference<byte[]> made; // guarded by this

    private MetadataSource(Metainfo metainfo, boolean offered, int length) {
        this.metainfo = metainfo;
        this.offered = offered;
        this.length = length;
    }

    /// @param open whether everybody may join; members of a closed swarm have its metainfo, and
    ///   nobody else is to see it
    static MetadataSource of(Metainfo metainfo, boolean open) {
        long length = open ? metainfo.infoLength() : Long.MAX_VALUE;
        boolean offered = length <= MetadataMessage.MOST_BYTES;
        return new MetadataSource(metainfo, offered, offered ? (int) length : 0);
    }

    /// Whether peers may ask for it.
    boolean offered() {
        return offered;
    }

    /// Bytes of all pieces.
    int length() {
        return length;
    }

    boolean has(int piece) {
        return offered && piece < MetadataMessage.pieces(length);
    }

    MetadataMessage.Data piece(int piece) {
        int from = piece * MetadataMessage.PIECE_LENGTH;
        int count = MetadataMessage.pieceLength(piece, length);
        return new MetadataMessage.Data(piece, length, ByteBuffer.wrap(all(), from, count).slice());
    }

    private synchronized byte[] all() {
        byte[] kept = made == null ? null : made.get();
        if (kept == null) {
            var out = new ByteArrayOutputStream(length);
            try {
                metainfo.writeInfoTo(out);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            kept = out.toByteArray();
            made = new SoftReference<>(kept);
        }
        return kept;
    }
}
