package sower.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import sower.LoopDevice;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;

/// A volume group on one physical volume in a file, made by LVM2 without the device-mapper: logical
/// volumes are described and not activated, so what is in them is copied to where they are.
final class LvmGroup {
    private static final int MIB = 1 << 20;
    private static final Pattern RANGE = Pattern.compile(":(\\d+)-(\\d+)");

    private LvmGroup() {}

    /// The group `room`.
    ///
    /// @param other a second physical volume, or empty
    static void group(LoopDevice loop, String other) throws IOException {
        lvm(loop, "pvcreate", "" + loop.path());
        if (other.isEmpty()) {
            lvm(loop, "vgcreate", "-An", "-s", "1M", "room", "" + loop.path());
        } else {
            lvm(loop, "vgcreate", "-An", "-s", "1M", "room", "" + loop.path(), other);
        }
    }

    /// A logical volume.
    static void create(LoopDevice loop, String name, int mebibytes) throws IOException {
        lvm(
                loop,
                "lvcreate",
                "-An",
                "-an",
                "-Zn",
                "-Wn",
                "-L",
                mebibytes + "M",
                "-n",
                name,
                "room");
    }

    /// A command of LVM2 that sees no other devices.
    static String lvm(LoopDevice loop, String command, String... words) throws IOException {
        var accept = new StringBuilder("\"a|^" + loop.path() + "$|\",");
        for (var word : words) { // other tests have loop devices too
            accept.append(word.startsWith("/dev/") ? "\"a|^" + word + "$|\"," : "");
        }
        var all = new ArrayList<>(List.of(command, "--config"));
        all.add(
                """
                devices { dir="/dev" scan=["/dev"] use_devicesfile=0 filter=[ACCEPT"r|.*|"] }
                global { activation=0 } backup { backup=0 archive=0 }
                """
                        .replace("ACCEPT", accept)
                        .replace("\n", " "));
        all.addAll(List.of(words));
        return Programs.run(all.toArray(String[]::new));
    }

    /// Bytes of the physical volume behind a logical one, in its order.
    static List<Extent> ranges(Path volume, String name) throws IOException {
        try (var loop = LoopDevice.of(volume)) {
            var lines =
                    lvm(loop, "lvs", "--noheadings", "-a", "-o", "seg_pe_ranges", "room/" + name);
            return RANGE.matcher(lines)
                    .results()
                    .map(found -> {
                        long from = Long.parseLong(found.group(1));
                        long to = Long.parseLong(found.group(2));
                        return new Extent((1 + from) * MIB, (to - from + 1) * MIB);
                    })
                    .toList();
        }
    }

    /// Fills a logical volume.
    static void put(Path volume, String name, Path content) throws IOException {
        try (var from = BlockDevice.openSource(content);
                var to = BlockDevice.claimTarget(volume)) {
            long at = 0;
            for (var range : ranges(volume, name)) {
                to.write(range.offset(), ByteBuffer.wrap(from.bytes(at, (int) range.length())));
                at += range.length();
            }
        }
    }
}
