package sower.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sower.Programs;
import sower.disk.Extent;

/// partclone as judge of used-block maps.
final class Partclone {
    private Partclone() {}

    /// What partclone takes of a volume, in its own cuts.
    ///
    /// @param program such as `partclone.extfs`
    static List<Extent> extents(String program, Path volume, Path scratch) throws IOException {
        var folder = scratch.resolve("partclone");
        Programs.run(
                program,
                "-c",
                "-t",
                "-f",
                "0", // its progress thread sleeps otherwise, and everybody waits for it
                "-s",
                volume.toString(),
                "-O",
                folder.toString(),
                "-L",
                scratch.resolve("partclone.log").toString());
        var extents = new ArrayList<Extent>();
        long offset = 0;
        for (var line : Files.readAllLines(folder.resolve("torrent.info"))) {
            if (line.startsWith("offset: ")) {
                offset = Long.parseLong(line.substring(8), 16);
            } else if (line.startsWith("length: ")) {
                extents.add(new Extent(offset, Long.parseLong(line.substring(8), 16)));
            }
        }
        return extents;
    }

    /// Those of `theirs` that are not wholly inside `ours`; both ascending.
    static List<Extent> missing(UsedBlocks ours, List<Extent> theirs) {
        return theirs.stream()
                .filter(extent ->
                        ours.extents().stream()
                                .noneMatch(own ->
                                        own.offset() <= extent.offset()
                                                && own.end() >= extent.end()))
                .toList();
    }

    /// What `ours` has beyond `theirs`; both ascending.
    static List<Extent> surplus(UsedBlocks ours, List<Extent> theirs) {
        var surplus = new ArrayList<Extent>();
        int next = 0;
        for (var own : ours.extents()) {
            long at = own.offset();
            while (next < theirs.size() && theirs.get(next).offset() < own.end()) {
                var gap = new Extent(at, Math.max(0, theirs.get(next).offset() - at));
                if (gap.length() > 0) {
                    surplus.add(gap);
                }
                at = Math.max(at, theirs.get(next++).end());
            }
            if (at < own.end()) {
                surplus.add(new Extent(at, own.end() - at));
            }
        }
        return surplus;
    }
}
