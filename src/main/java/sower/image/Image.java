package sower.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A published image: its folder and what it says of itself.
public record Image(Path directory, Manifest manifest) {

    /// How a person calls it: `lab`, or `lab@2` for a later version. Also the folder's name.
    public String title() {
        return title(manifest.name(), manifest.version());
    }

    /// The torrent file of a volume that has data.
    public Path torrent(Manifest.Volume volume) {
        return directory.resolve(volume.name() + ".torrent");
    }

    /// The sparse raw file of a volume; there is none where the image is seeded in place.
    public Path raw(Manifest.Volume volume) {
        return directory.resolve(volume.name() + ".raw");
    }

    /// Whether a volume's raw file is as it was when the image was published: nothing has written
    /// to it since. What decays on the disk by itself does not show here.
    public boolean untouched(Manifest.Volume volume) throws IOException {
        var published = Files.getLastModifiedTime(directory.resolve(ManifestFile.NAME));
        return Files.getLastModifiedTime(raw(volume)).compareTo(published) <= 0;
    }

    static String title(String name, int version) {
        return version == 1 ? name : name + "@" + version;
    }
}
