package sower.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import sower.disk.Extent;
import sower.image.PackedWriter;

/// `<volume>.zst`: the pieces in their order, compressed by the threads that hashed them.
final class PackedPieces implements VolumeFile {
    private final PackedWriter writer;

    private PackedPieces(PackedWriter writer) {
        this.writer = writer;
    }

    static PackedPieces create(Path path) throws IOException {
        return new PackedPieces(PackedWriter.create(path));
    }

    @Override
    public void take(int piece, String sha256, ByteBuffer bytes, List<Extent> parts)
            throws IOException {
        writer.add(piece, bytes, parts);
    }

    @Override
    public void abandon() {
        writer.abandon();
    }

    @Override
    public long kept() {
        return writer.kept();
    }

    @Override
    public void finish() throws IOException {
        writer.finish();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
