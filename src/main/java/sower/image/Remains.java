package sower.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The volumes' files that a capture was killed over, in a folder marked incomplete, and the notes
/// that say what each of them is.
///
/// A note is a line `name/layout/` in the file that also holds the lock. It is on the medium before
/// the file that it is about, and a file of another layout is gone from the medium before the note:
/// so what stands under a name is of the layout that was noted last, or is not there. Nothing is
/// said about its bytes: whoever goes on with a file compares each of them.
final class Remains {
    private final Path folder;
    private final FileChannel notes;
    private final Map<String, String> left = new HashMap<>(); // name to layout

    private Remains(Path folder, FileChannel notes) {
        this.folder = folder;
        this.notes = notes;
    }

    /// What there is; everything else but the notes is removed from the folder.
    static Remains of(Path folder, FileChannel notes) throws IOException {
        var remains = new Remains(folder, notes);
        var noted = remains.read();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                var layout = noted.get(name);
                if (layout != null && !layout.isEmpty()) {
                    remains.left.put(name, layout);
                } else if (!name.equals(Staging.LOCK)) {
                    ImageLibrary.deleteTree(file);
                }
            }
        }
        return remains;
    }

    private Map<String, String> read() throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(notes.size()));
        for (int count = 0; bytes.hasRemaining() && count >= 0; ) {
            count = notes.read(bytes, bytes.position());
        }
        var noted = new HashMap<String, String>();
        for (var line : new String(bytes.array(), StandardCharsets.UTF_8).split("\n", -1)) {
            var parts = line.split("/", -1); // a line that was cut short has no slash at its end
            if (parts.length == 3 && parts[2].isEmpty()) {
                noted.put(parts[0], parts[1]);
            }
        }
        return noted;
    }

    /// The place of a file that is about to be written. What stands there is of this layout.
    ///
    /// @param layout a word without `/`; empty for a file that nobody could go on with
    Path place(String name, String layout) throws IOException {
        var file = folder.resolve(name);
        var before = left.remove(name);
        if (before != null && before.equals(layout)) {
            return file;
        }
        if (before != null) {
            Files.delete(file);
            Durable.names(folder);
        }
        var line = "\n%s/%s/\n".formatted(name, layout); // the one before may be cut short
        var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        for (long at = notes.size(); bytes.hasRemaining(); ) {
            at += notes.write(bytes, at);
        }
        notes.force(true);
        return file;
    }

    /// Removes what nobody asked for.
    void clear() throws IOException {
        for (var name : left.keySet()) {
            Files.delete(folder.resolve(name));
        }
        left.clear();
    }
}
