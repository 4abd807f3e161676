package sower.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import sower.privilege.Privileged;

/// Reading this computer's disks by a privileged process ([DiskReader]), where this program may not
/// read them itself. One process for the whole program, started when the person asks for it and
/// never before.
public final class ReadAccess {
    private static final String PROPERTY = "sower.reader"; // set by the installed launcher
    private static final AtomicReference<@Nullable PrivilegedProcess> GRANTED =
            new AtomicReference<>();

    private ReadAccess() {}

    /// Whether [#ask] can do anything: it is installed, pkexec is too, and it does not run yet.
    public static boolean canBeAsked() {
        return System.getProperty(PROPERTY) != null && granted() == null && Privileged.pkexec();
    }

    /// Has the system ask the person for a password, and reads disks with its help from then on.
    /// Returns when that is decided; not for the window's thread.
    ///
    /// @throws IOException in a sentence, where the person or the system says no
    public static void ask() throws IOException {
        var program = System.getProperty(PROPERTY);
        if (program == null) {
            throw new IOException("the privileged reader comes with an installed Sower only");
        }
        GRANTED.set(start(List.of("pkexec", program)));
    }

    static PrivilegedProcess start(List<String> command) throws IOException {
        return PrivilegedProcess.start(command, DiskReader.GREETING, "disks are still not read");
    }

    /// Opens a disk for reading, by the process if it runs.
    static Medium open(Path path) throws IOException {
        var reader = granted();
        return reader == null || Files.isReadable(path)
                ? LinuxDevice.open(path, false)
                : reader.opened(path.toString(), false);
    }

    private static @Nullable PrivilegedProcess granted() {
        var reader = GRANTED.get();
        return reader == null || reader.ended() ? null : reader;
    }
}
