package sower.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sower.disk.Extent;

/// A published image: its folder and what it says of itself.
public record Image(Path directory, Manifest manifest) {

    /// How a person calls it: `lab`, or `lab@2` for a later version. Also the folder's name.
    public String title() {
        return title(manifest.name(), manifest.version());
    }

    /// What means this version for good, also when there are later ones: `lab@1`.
    public String exactName() {
        return manifest.name() + "@" + manifest.version();
    }

    /// SHA-256 of its manifest, hex: whether it is still the same image.
    public String fingerprint() throws IOException {
        return ManifestFile.fingerprint(Files.readAllBytes(directory.resolve(ManifestFile.NAME)));
    }

    /// The torrent file of a volume that has data.
    public Path torrent(Manifest.Volume volume) {
        return directory.resolve(volume.name() + ".torrent");
    }

    /// The sparse raw file of a volume; there is none where it is kept compressed or seeded in
    /// place. Of a later version it holds only what differs from the one before; [VolumeData] reads
    /// all.
    public Path raw(Manifest.Volume volume) {
        return directory.resolve(volume.name() + ".raw");
    }

    /// The compressed file of a volume, which is there instead of the raw one, or not.
    public Path packed(Manifest.Volume volume) {
        return directory.resolve(volume.name() + ".zst");
    }

    /// Whether a volume is kept compressed.
    public boolean isPacked(Manifest.Volume volume) {
        return Files.exists(packed(volume));
    }

    /// Whether the raw files that hold a volume are as they were when their images were published:
    /// nothing has written to them since. What decays on the disk by itself does not show here.
    public boolean untouched(Manifest.Volume volume) throws IOException {
        var published = Files.getLastModifiedTime(directory.resolve(ManifestFile.NAME));
        var file = isPacked(volume) ? packed(volume) : raw(volume);
        if (Files.getLastModifiedTime(file).compareTo(published) > 0) {
            return false;
        }
        var sharing = Sharing.of(this);
        return sharing.isEmpty()
                || !sharing.get().stored().containsKey(volume.name())
                || sharing.get().backing(this).untouched(volume);
    }

    /// The version before, from which it reads what it does not store itself; empty where it stores
    /// everything.
    public Optional<Backing> sharesWith() throws IOException {
        return Sharing.of(this)
                .map(sharing ->
                        new Backing(
                                sharing.backing(),
                                sharing.stored().values().stream()
                                        .flatMap(List::stream)
                                        .mapToLong(Extent::length)
                                        .sum()));
    }

    /// With whom a version shares.
    ///
    /// @param title of the version before
    /// @param storedBytes what the version's own raw files hold of the volumes that share
    public record Backing(String title, long storedBytes) {}

    static String title(String name, int version) {
        return version == 1 ? name : name + "@" + version;
    }
}
