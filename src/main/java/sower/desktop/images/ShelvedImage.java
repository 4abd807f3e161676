package sower.desktop.images;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import sower.image.Manifest;

/// An image of a library.
///
/// @param directory where it lives
/// @param practice whether it belongs to the practice room
public record ShelvedImage(Path directory, Manifest manifest, boolean practice) {

    /// Bytes one machine must get.
    public long used() {
        return manifest.volumes().stream().mapToLong(Manifest.Volume::used).sum();
    }

    /// Names of its file systems, each once, without what is only made anew.
    public String filesystems() {
        var names = new LinkedHashSet<String>();
        for (Manifest.Volume volume : manifest.volumes()) {
            names.add(volume.filesystem().toLowerCase(Locale.ROOT));
        }
        names.remove("");
        return String.join(", ", names);
    }

    /// The first twelve digits of the first torrent's info-hash; empty when nothing has one.
    public String fingerprint() {
        return manifest.volumes().stream()
                .map(Manifest.Volume::infoHash)
                .filter(hash -> !hash.isEmpty())
                .map(hash -> hash.substring(0, Math.min(12, hash.length())))
                .findFirst()
                .orElse("");
    }

    public boolean inPlace() {
        return !manifest.inPlace().isEmpty();
    }
}
