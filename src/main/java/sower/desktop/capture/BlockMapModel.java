package sower.desktop.capture;

import java.util.ArrayList;
import java.util.List;
import sower.desktop.disks.Chosen;
import sower.desktop.disks.Section;

/// The bytes a capture reads, as equal squares in the order of the disk.
///
/// @param parts name and bytes of every section, in that order
public record BlockMapModel(List<Part> parts) {

    public BlockMapModel {
        parts = List.copyOf(parts);
    }

    /// One section's share.
    public record Part(String name, long bytes) {}

    public static BlockMapModel of(Chosen chosen) {
        var parts = new ArrayList<Part>();
        for (Section section : chosen.sections()) {
            parts.add(new Part(section.name(), section.bytesToRead()));
        }
        return new BlockMapModel(parts);
    }

    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /// Which part the byte belongs to that lies at `fraction` of all.
    public int partAt(double fraction) {
        long wanted = (long) (fraction * bytes());
        long seen = 0;
        for (int i = 0; i < parts.size(); i++) {
            seen += parts.get(i).bytes();
            if (wanted < seen) {
                return i;
            }
        }
        return Math.max(0, parts.size() - 1);
    }
}
