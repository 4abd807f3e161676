package sower.disk;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The privileged process that reads disks for a window that may not; pkexec starts it.
///
/// It opens nothing but whole disks and loop devices that the kernel lists, by their own names in
/// `/dev`, and those for reading only.
public final class DiskReader implements DiskServer.Grant {
    static final String GREETING = "sower disk reader 2";

    private static final Pattern NAME = Pattern.compile("/dev/[a-z][a-z0-9]{1,30}");

    private final Disks disks;

    DiskReader(Disks disks) {
        this.disks = disks;
    }

    /// Ends with 3 where it refuses to begin or to go on.
    public static void main(String[] none) {
        try (var in = new FileInputStream(FileDescriptor.in);
                var out = new FileOutputStream(FileDescriptor.out)) {
            Caller.here().check();
            new DiskServer(new DiskReader(LocalDisks.of()), in, out).serve();
        } catch (IOException refused) {
            System.err.println("sower: " + refused.getMessage());
            System.exit(3);
        }
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
        if (!NAME.matcher(name).matches()) {
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
