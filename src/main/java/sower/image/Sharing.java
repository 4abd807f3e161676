package sower.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sower.disk.Extent;
import sower.metainfo.Sha256;

/// What a later version does not store itself: `sharing.json` of its folder.
///
/// A version's `<volume>.raw`, or `<volume>.zst`, holds only the bytes that differ from the version
/// before it, at their own offsets; everything else of it is a hole, and is read from the version
/// before, which may read from one before that. So sharing needs nothing of the file system but
/// sparse files, and costs no time when it is read. A byte is read from the version before only if
/// it is in that version's torrent too: no version relies on what happens to stand in another's
/// gaps.
///
/// It is not in the manifest because it says where the bytes are and not which: a version may take
/// over what it shared, when the one before is deleted, and its signed manifest stays as it is.
///
/// @param backing folder name of the version before
/// @param manifest SHA-256 of that version's manifest, so that another image that came to have the
///   same name is not taken for it
/// @param stored for each volume that shares, what its own file holds, ascending; a volume that is
///   not named here is whole in its file
record Sharing(String backing, String manifest, Map<String, List<Extent>> stored) {
    static final String NAME = "sharing.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    Sharing {
        stored = Map.copyOf(stored);
    }

    /// How an image shares; empty where all it has is its own.
    static Optional<Sharing> of(Image image) throws IOException {
        var file = image.directory().resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Sharing.class));
        } catch (JsonProcessingException damaged) {
            throw new IOException(file + " is damaged: " + damaged.getOriginalMessage(), damaged);
        }
    }

    /// The bytes of the file.
    byte[] bytes() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    /// The version before.
    ///
    /// @throws IOException in one sentence, when it is not there any more
    Image backing(Image image) throws IOException {
        var folder = image.directory().resolveSibling(backing);
        var file = folder.resolve(ManifestFile.NAME);
        if (!ImageLibrary.isImageFolder(backing)
                || !Files.isRegularFile(file)
                || !fingerprint(folder.resolve(ManifestFile.NAME)).equals(manifest)) {
            throw new IOException(
                    "%s shares its data with %s, which is not in %s any more; put it back"
                            .formatted(image.title(), backing, folder.getParent()));
        }
        return new Image(folder, ManifestFile.read(file));
    }

    /// Whether `image` is the version before.
    boolean isOn(Image image) throws IOException {
        return String.valueOf(image.directory().getFileName()).equals(backing)
                && fingerprint(image.directory().resolve(ManifestFile.NAME)).equals(manifest);
    }

    /// SHA-256 of a file, in hex.
    static String fingerprint(Path file) throws IOException {
        return HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file)));
    }
}
