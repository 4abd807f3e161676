package sower.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sower.LoopDevice;
import sower.Programs;

/// A volume mounted by a program in user space; needs root. Closing unmounts it, after which all of
/// it is in the file.
public record FuseMount(LoopDevice device, Path path) implements AutoCloseable {
    /// @param program such as `ntfs-3g`
    /// @param options of the mount, such as `rw`
    /// @param deviceOptions more of `losetup`
    public static FuseMount of(
            String program, Path volume, Path path, String options, String... deviceOptions)
            throws IOException {
        var device = LoopDevice.of(volume, deviceOptions);
        try {
            Files.createDirectories(path);
            Programs.run(program, "-o", options, device.path().toString(), path.toString());
            return new FuseMount(device, path);
        } catch (IOException | AssertionError failed) {
            device.close();
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        Programs.run("umount", path.toString()); // waits, as a device is behind it
        device.close();
    }
}
