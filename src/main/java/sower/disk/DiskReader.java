package sower.disk;

import java.io.IOException;
import java.nio.file.Path;

/// The privileged process that reads disks for a window that may not; pkexec starts it.
///
/// It opens nothing but whole disks and loop devices that the kernel lists, by their own names in
/// `/dev`, and those for reading only.
public final class DiskReader implements DiskServer.Grant {
    static final String GREETING = "sower disk reader 2";

    private final Disks disks;

    DiskReader(Disks disks) {
        this.disks = disks;
    }

    /// Ends with 3 where it refuses to begin or to go on.
    public static void main(String[] none) {
        DiskServer.run(() -> new DiskReader(LocalDisks.of()));
    }

    @Override
    public String greeting() {
        return GREETING;
    }

    @Override
    public boolean writes() {
        return false;
    }

    @Override
    public Medium open(String name) throws IOException {
        if (!name.matches(DiskIdentity.NAME)) {
            throw new RefusedException("the privileged reader opens disks in /dev, nothing else");
        }
        var path = Path.of(name);
        boolean listed =
                disks.list(true).stream().anyMatch(disk -> disk.path().equals(path))
                        && path.toRealPath().equals(path)
                        && disks.at(path).path().equals(path);
        if (!listed) {
            throw new RefusedException(name + " is not one of this computer's disks");
        }
        return LinuxDevice.open(path, false);
    }
}
