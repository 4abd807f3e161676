package sower.filesystem.lvm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sower.disk.Extent;
import sower.filesystem.CorruptFilesystemException;

/// A volume group, from its text.
///
/// @param complete whether it has one physical volume only
/// @param firstExtent byte of the physical volume where extents begin; 0 unless complete
/// @param volumes empty unless complete
record VolumeGroup(String name, boolean complete, long firstExtent, List<LogicalVolume> volumes) {
    private static final int SECTOR = 512;
    private static final long MOST = 1L << 62;

    VolumeGroup {
        volumes = List.copyOf(volumes);
    }

    /// @param uuid of the physical volume, without dashes
    static VolumeGroup parse(String text, String uuid) throws CorruptFilesystemException {
        var all = Section.parse(text).sections();
        if (all.size() != 1) {
            throw new CorruptFilesystemException(
                    "the metadata describes %d groups".formatted(all.size()));
        }
        var name = all.keySet().iterator().next();
        var group = all.values().iterator().next();
        var physical = group.section("physical_volumes").sections();
        if (physical.size() != 1) {
            return new VolumeGroup(name, false, 0, List.of());
        }
        var member = physical.keySet().iterator().next();
        var own = physical.values().iterator().next();
        if (!own.text("id").replace("-", "").equals(uuid)) {
            throw new CorruptFilesystemException("the metadata is another physical volume's");
        }
        long first = own.number("pe_start") * SECTOR;
        long unit = group.number("extent_size") * SECTOR;
        long count = own.number("pe_count");
        if (unit == 0 || count > MOST / unit) {
            throw new CorruptFilesystemException("the metadata has extents of no size");
        }
        var reader = new Reader(member, first, unit, count);
        var volumes = group.sections().get("logical_volumes");
        return new VolumeGroup(
                name, true, first, volumes == null ? List.of() : reader.volumes(volumes));
    }

    /// Turns extent numbers into bytes.
    ///
    /// @param member what the metadata calls the physical volume
    private record Reader(String member, long first, long unit, long count) {

        List<LogicalVolume> volumes(Section all) throws CorruptFilesystemException {
            var named = new HashSet<String>(); // by segments of other volumes
            for (var volume : all.sections().values()) {
                volume.sections().values().stream().flatMap(Section::allValues).forEach(named::add);
            }
            var volumes = new ArrayList<LogicalVolume>();
            for (var entry : all.sections().entrySet()) {
                volumes.add(volume(entry.getKey(), entry.getValue(), named));
            }
            return volumes;
        }

        private LogicalVolume volume(String name, Section volume, Set<String> named)
                throws CorruptFilesystemException {
            boolean plain = volume.list("status").contains("VISIBLE") && !named.contains(name);
            var parts = new ArrayList<Extent>();
            long next = 0;
            for (int i = 1; i <= volume.number("segment_count"); i++) {
                var segment = volume.section("segment" + i);
                if (segment.number("start_extent") != next) {
                    throw new CorruptFilesystemException("%s has a gap".formatted(name));
                }
                next += segment.number("extent_count");
                if (isRow(segment)) {
                    parts.add(part(segment));
                } else {
                    plain = false;
                    addAreas(segment, parts);
                }
            }
            return new LogicalVolume(name, parts, plain);
        }

        private boolean isRow(Section segment) throws CorruptFilesystemException {
            return segment.text("type").equals("striped")
                    && segment.number("stripe_count") == 1
                    && segment.list("stripes").size() == 2
                    && segment.list("stripes").getFirst().equals(member);
        }

        private Extent part(Section segment) throws CorruptFilesystemException {
            var start = segment.list("stripes").get(1);
            return extents(start, segment.number("extent_count"));
        }

        /// All that a segment of another kind can have of the physical volume itself.
        private void addAreas(Section segment, List<Extent> parts)
                throws CorruptFilesystemException {
            for (var values : segment.values().values()) {
                for (int i = 0; i < values.size(); i++) {
                    if (values.get(i).equals(member)) {
                        var start = i + 1 < values.size() ? values.get(i + 1) : "";
                        parts.add(extents(start, segment.number("extent_count")));
                    }
                }
            }
        }

        private Extent extents(String start, long number) throws CorruptFilesystemException {
            boolean inside =
                    start.matches("\\d{1,15}")
                            && number <= count
                            && Long.parseLong(start) <= count - number;
            if (!inside) {
                throw new CorruptFilesystemException(
                        "extents %s + %d are not among %d".formatted(start, number, count));
            }
            return new Extent(first + Long.parseLong(start) * unit, number * unit);
        }
    }
}
