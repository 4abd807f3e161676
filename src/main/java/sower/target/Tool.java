package sower.target;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs of this machine that a run may ask for: found, never installed.
final class Tool {
    private static final List<String> KNOWN =
            List.of(
                    "losetup",
                    "mount",
                    "umount",
                    "unshare",
                    "chroot",
                    "e2fsck",
                    "resize2fs",
                    "ntfsresize",
                    "xfs_growfs",
                    "btrfs",
                    "mdir",
                    "mmd",
                    "mcopy",
                    "efibootmgr");
    private static final List<String> POWER = List.of("reboot", "poweroff");
    private static final List<String> SYSTEM_FOLDERS =
            List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin");

    private Tool() {}

    /// The names of those that are here.
    ///
    /// @param power whether those that end the machine may be used
    static List<String> present(boolean power) {
        return Stream.concat(KNOWN.stream(), power ? POWER.stream() : Stream.empty())
                .filter(name -> find(name).isPresent())
                .toList();
    }

    /// Where a program is; also where only root looks for it.
    static Optional<Path> find(String name) {
        var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Stream.concat(Arrays.stream(path), SYSTEM_FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
