package sower.filesystem.lvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sower.disk.ByteSource;
import sower.disk.Extent;
import sower.filesystem.Condition;
import sower.filesystem.CorruptFilesystemException;
import sower.filesystem.Filesystem;
import sower.filesystem.UsedBlocks;
import sower.filesystem.WholeVolume;

/// A physical volume that holds its whole group.
public final class Lvm implements Filesystem {
    /// As Linux names it.
    public static final String KIND = "LVM2_member";

    private static final long SWAP_HEADER = 64 << 10; // the largest page

    private final Label physical;
    private final VolumeGroup group;
    private final List<Filesystem> inside; // of each of the group's volumes, in their order
    private final Set<Condition> conditions;

    /// Knows the file systems inside logical volumes.
    @FunctionalInterface
    public interface Look {
        /// What is in a logical volume; one that is a physical volume itself is taken whole.
        Filesystem at(ByteSource volume) throws IOException;
    }

    private Lvm(
            Label physical, VolumeGroup group, List<Filesystem> inside, Set<Condition> conditions) {
        this.physical = physical;
        this.group = group;
        this.inside = List.copyOf(inside);
        this.conditions = Set.copyOf(conditions);
    }

    /// The physical volume in `volume`, empty where its group needs others too, or has none.
    ///
    /// @throws CorruptFilesystemException if the metadata contradicts itself
    public static Optional<Filesystem> probe(ByteSource volume, Look look) throws IOException {
        var label = Label.find(volume);
        if (label.isEmpty()) {
            return Optional.empty();
        }
        var text = newest(volume, label.get());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var group = VolumeGroup.parse(text.get(), label.get().uuid());
        if (!group.complete() || label.get().length() > volume.length()) {
            return Optional.empty();
        }
        var inside = new ArrayList<Filesystem>();
        var conditions = EnumSet.noneOf(Condition.class);
        for (var logical : group.volumes()) {
            var found =
                    logical.plain()
                            ? look.at(logical.bytes(volume))
                            : WholeVolume.named(KIND, logical.length(), Condition.NOT_PARSED);
            inside.add(found);
            found.conditions().forEach(each -> conditions.add(told(each)));
        }
        return Optional.of(new Lvm(label.get(), group, inside, conditions));
    }

    /// Areas are copies of each other; where they differ, somebody stopped half way.
    private static Optional<String> newest(ByteSource volume, Label label) throws IOException {
        Optional<String> newest = Optional.empty();
        for (var area : label.metadata()) {
            var text = MetadataArea.text(volume, area);
            if (text.isPresent() && newest.isPresent() && !text.equals(newest)) {
                throw new CorruptFilesystemException("the metadata areas differ");
            }
            newest = text.isPresent() ? text : newest;
        }
        return newest;
    }

    private static Condition told(Condition inside) {
        return switch (inside) {
            case NOT_PARSED, MEMBER, UNKNOWN_FEATURE -> Condition.PARTLY_PARSED;
            default -> inside;
        };
    }

    @Override
    public String kind() {
        return KIND;
    }

    /// The group's name.
    @Override
    public String label() {
        return group.name();
    }

    /// As `pvs` writes it.
    @Override
    public String uuid() {
        return physical.uuid()
                .replaceAll("(.{6})(.{4})(.{4})(.{4})(.{4})(.{4})(.{6})", "$1-$2-$3-$4-$5-$6-$7");
    }

    @Override
    public int blockSize() {
        return 512;
    }

    @Override
    public long length() {
        return physical.length();
    }

    @Override
    public Set<Condition> conditions() {
        return conditions;
    }

    @Override
    public UsedBlocks usedBlocks() throws IOException {
        var used = new UsedBlocks.Builder(physical.length());
        used.add(0, group.firstExtent());
        for (var area : physical.metadata()) {
            used.add(area.offset(), area.length());
        }
        for (int i = 0; i < inside.size(); i++) {
            var logical = group.volumes().get(i);
            for (var extent : extents(logical, inside.get(i))) {
                logical.add(used, extent.offset(), extent.end());
            }
        }
        return used.build();
    }

    private static List<Extent> extents(LogicalVolume logical, Filesystem found)
            throws IOException {
        if (!logical.plain()) {
            return UsedBlocks.whole(logical.length()).extents();
        }
        if (!found.kind().equals("swap")) {
            return found.usedBlocks().extents();
        }
        // nobody makes a swap area anew that is not in the partition table
        boolean asleep = found.conditions().contains(Condition.HIBERNATED);
        long length = asleep ? logical.length() : Math.min(SWAP_HEADER, logical.length());
        return UsedBlocks.whole(length).extents();
    }
}
