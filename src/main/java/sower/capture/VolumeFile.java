package sower.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// The file in which the library keeps a volume: raw or compressed.
sealed interface VolumeFile extends PieceSink, Closeable permits RawFile, PackedPieces {
    /// Makes it, in a folder that nobody reads yet.
    ///
    /// @param name of the volume
    /// @param length of the volume
    static VolumeFile create(Path folder, String name, long length, boolean compress)
            throws IOException {
        return compress
                ? PackedPieces.create(folder.resolve(name + ".zst"))
                : RawFile.create(folder.resolve(name + ".raw"), length);
    }

    /// After the last piece; returns when everything is on the medium.
    void finish() throws IOException;
}
