package sower.deploy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sower.disk.SourceWatch;
import sower.image.Image;
import sower.image.Manifest;

/// What somebody does to a disk while it is seeded in place, as far as the system tells; nothing of
/// an image that has its data in the library. What was changed is found when it is read, here or
/// not.
final class SourceChanges {
    private static final Logger LOG = System.getLogger(SourceChanges.class.getName());

    private final Optional<SourceWatch> watch;
    private final List<String> sentences = new ArrayList<>(); // guarded by itself

    private SourceChanges(Optional<SourceWatch> watch) {
        this.watch = watch;
    }

    /// Begins to watch; at once it is known who writes already.
    static SourceChanges of(Image image) {
        var disk = image.manifest().inPlace();
        if (disk.isEmpty()) {
            return new SourceChanges(Optional.empty());
        }
        var slots =
                image.manifest().volumes().stream()
                        .filter(volume -> volume.contents() == Manifest.Contents.DATA)
                        .map(Manifest.Volume::slot)
                        .collect(Collectors.toSet());
        try {
            var changes = new SourceChanges(Optional.of(SourceWatch.of(Path.of(disk), slots)));
            changes.look();
            return changes;
        } catch (IOException unknown) {
            LOG.log(Level.WARNING, "{0} is not watched: {1}", disk, unknown.getMessage());
            return new SourceChanges(Optional.empty());
        }
    }

    /// Looks again; about once a second, one thread.
    void look() {
        if (watch.isEmpty()) {
            return;
        }
        try {
            for (var sentence : watch.get().news()) {
                LOG.log(Level.WARNING, sentence);
                synchronized (sentences) {
                    sentences.add(sentence);
                }
            }
        } catch (IOException unplugged) { // whoever reads it finds that out, piece by piece
            LOG.log(Level.DEBUG, "the source cannot be watched", unplugged);
        }
    }

    /// All that was noticed so far, the oldest first.
    List<String> sentences() {
        synchronized (sentences) {
            return List.copyOf(sentences);
        }
    }
}
