package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import sower.Programs;
import sower.disk.Extent;

/// The chunks and extents of a Btrfs volume as `btrfs inspect-internal` prints them.
///
/// @param length bytes of the volume
/// @param nodeSize bytes of a tree's block
record BtrfsDump(long length, long nodeSize, TreeMap<Long, Chunk> chunks, List<Run> runs) {
    /// The first bytes of a device, which boot loaders may use.
    static final long RESERVED = 1 << 20;

    private static final long MIRROR = 64 << 20;
    private static final long STRIPE_LENGTH = 64 << 10;
    private static final Pattern EXTENT =
            Pattern.compile("key \\((\\d+) (EXTENT_ITEM|METADATA_ITEM) (\\d+)\\)");
    private static final Pattern TREE_BLOCK = Pattern.compile("flags .*TREE_BLOCK");
    private static final Pattern CHUNK =
            Pattern.compile("key \\(FIRST_CHUNK_TREE CHUNK_ITEM (\\d+)\\)");
    private static final Pattern CHUNK_LENGTH = Pattern.compile("\\s+length (\\d+) .*");
    private static final Pattern STRIPE = Pattern.compile("stripe \\d+ devid \\d+ offset (\\d+)");
    private static final Pattern NODE_SIZE = Pattern.compile("(?m)^nodesize\\s+(\\d+)");

    record Chunk(long logical, long length, List<Long> stripes) {}

    record Run(long logical, long length, boolean tree) {}

    static BtrfsDump of(Path volume) throws IOException {
        var superblock = Programs.run("btrfs", "inspect-internal", "dump-super", "" + volume);
        var nodeSize = NODE_SIZE.matcher(superblock);
        assertTrue(nodeSize.find());
        var dump =
                new BtrfsDump(
                        Files.size(volume),
                        Long.parseLong(nodeSize.group(1)),
                        new TreeMap<>(),
                        new ArrayList<>());
        dump.readChunks(lines(volume, "chunk"));
        dump.readExtents(lines(volume, "extent"));
        return dump;
    }

    private static List<String> lines(Path volume, String tree) throws IOException {
        return Programs.run("btrfs", "inspect-internal", "dump-tree", "-t", tree, "" + volume)
                .lines()
                .toList();
    }

    private void readChunks(List<String> lines) {
        long logical = -1;
        for (var line : lines) {
            var key = CHUNK.matcher(line);
            var size = CHUNK_LENGTH.matcher(line);
            var stripe = STRIPE.matcher(line);
            if (key.find()) {
                logical = Long.parseLong(key.group(1));
            } else if (size.matches()) {
                long bytes = Long.parseLong(size.group(1));
                chunks.put(logical, new Chunk(logical, bytes, new ArrayList<>()));
            } else if (stripe.find()) {
                chunks.lastEntry().getValue().stripes.add(Long.parseLong(stripe.group(1)));
            }
        }
    }

    private void readExtents(List<String> lines) {
        for (var line : lines) {
            var key = EXTENT.matcher(line);
            if (key.find()) {
                boolean skinny = key.group(2).equals("METADATA_ITEM");
                long bytes = skinny ? nodeSize : Long.parseLong(key.group(3));
                runs.add(new Run(Long.parseLong(key.group(1)), bytes, skinny));
            } else if (TREE_BLOCK.matcher(line).find()) {
                var run = runs.removeLast();
                runs.add(new Run(run.logical, run.length, true));
            }
        }
    }

    /// All copies of the extents, the reserved bytes and the superblock's copy.
    UsedBlocks used() throws IOException {
        var used = new ArrayList<Extent>();
        used.add(new Extent(0, RESERVED));
        used.add(new Extent(MIRROR, 4096));
        for (var run : runs) {
            var chunk = chunks.floorEntry(run.logical).getValue();
            for (long stripe : chunk.stripes) {
                used.add(new Extent(stripe + run.logical - chunk.logical, run.length));
            }
        }
        return merged(used);
    }

    /// What partclone 0.3.23 takes, without what it takes by mistake: it counts in blocks as large
    /// as a tree's, takes logical addresses of files for places on the device as well, and from
    /// every tree block it goes on to the end of a stripe, or of a chunk that has one copy.
    UsedBlocks without(List<Extent> partclone) throws IOException {
        var mistakes = new ArrayList<Extent>();
        mistakes.add(new Extent(0, RESERVED));
        mistakes.add(new Extent(MIRROR, nodeSize));
        for (var run : runs) {
            var chunk = chunks.floorEntry(run.logical).getValue();
            long inside = run.logical - chunk.logical;
            boolean single = chunk.stripes.size() == 1;
            long rest = single ? chunk.length - inside : STRIPE_LENGTH - inside % STRIPE_LENGTH;
            for (long stripe : chunk.stripes) {
                long taken = run.tree ? Math.max(rest, run.length) : run.length;
                mistakes.add(rounded(stripe + inside, taken));
            }
            mistakes.add(rounded(run.logical, run.length));
        }
        var excess = Ranges.minus(merged(mistakes), used());
        return Ranges.merged(
                Ranges.minus(Ranges.merged(partclone, length), new UsedBlocks(excess)), length);
    }

    private Extent rounded(long offset, long bytes) {
        long begin = Math.min(length, offset / nodeSize * nodeSize);
        long end = Math.min(length, (offset + bytes + nodeSize - 1) / nodeSize * nodeSize);
        return new Extent(begin, end - begin);
    }

    private UsedBlocks merged(List<Extent> extents) throws IOException {
        return Ranges.merged(
                extents.stream().sorted(Comparator.comparingLong(Extent::offset)).toList(), length);
    }
}
