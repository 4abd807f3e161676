package sower;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sower.disk.Extent;

/// A file, or a part of it, as a block device; needs root. Closing detaches it.
public record LoopDevice(Path path) implements AutoCloseable {

    /// @param options more of `losetup`, such as `-r` or `-b 4096`
    public static LoopDevice of(Path file, String... options) throws IOException {
        var command = new ArrayList<>(List.of("losetup", "--show", "-f"));
        command.addAll(List.of(options));
        command.add(file.toString());
        return new LoopDevice(Path.of(Programs.run(command.toArray(String[]::new)).strip()));
    }

    /// A partition of a disk image: kernels may not scan loop devices for partitions.
    public static LoopDevice of(Path file, Extent part) throws IOException {
        return of(file, "-o", "" + part.offset(), "--sizelimit", "" + part.length());
    }

    @Override
    public void close() throws IOException {
        Programs.run("losetup", "-d", path.toString());
    }
}
