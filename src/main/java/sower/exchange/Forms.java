package sower.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import sower.capture.Incoming;
import sower.exchange.clonezilla.ClonezillaFolder;

/// Recognises in whose form a disk is.
public final class Forms {
    private Forms() {}

    /// Looks into `folder` and says what it holds; only descriptions are read yet.
    ///
    /// @throws IOException in one sentence, when it is nothing that can be imported
    public static Incoming recognise(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            if (!Files.exists(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
            throw new IOException(folder + " is no folder; images of other programs are folders");
        }
        var clonezilla = ClonezillaFolder.read(folder);
        if (clonezilla.isPresent()) {
            return clonezilla.get();
        }
        return SliceFolder.read(folder)
                .orElseThrow(() ->
                        new IOException(
                                folder
                                        + " holds nothing that can be imported: neither slices with a"
                                        + " torrent or torrent.info, nor an image of Clonezilla"));
    }
}
