package sower.disk;

import com.sun.jna.Platform;
import java.io.IOException;

/// The systems on which we know how to open a disk.
enum OperatingSystem {
    LINUX,
    WINDOWS,
    MACOS;

    static OperatingSystem here() throws IOException {
        if (Platform.isLinux()) {
            return LINUX;
        }
        if (Platform.isWindows()) {
            return WINDOWS;
        }
        if (Platform.isMac()) {
            return MACOS;
        }
        throw new IOException(
                "disks cannot be opened on " + System.getProperty("os.name") + " yet");
    }
}
