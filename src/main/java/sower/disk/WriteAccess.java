package sower.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sower.privilege.Privileged;

/// The right to write certain disks of this computer once: those that the person has released.
///
/// Where this program may write them itself, it does. Where not, the system asks the person for a
/// password, naming the disks, and a privileged process ([DiskWriter]) writes these and no others;
/// it ends when this is closed.
public final class WriteAccess implements Closeable {
    private static final String PROPERTY = "sower.writer"; // set by the installed launcher

    private final Optional<PrivilegedProcess> writer;

    private WriteAccess(Optional<PrivilegedProcess> writer) {
        this.writer = writer;
    }

    /// How disks come to be written here.
    public enum Way {
        /// this program may do it itself
        OURSELVES,
        /// a privileged process does it, after a password
        PASSWORD,
        /// not at all: there is nothing that could ask for the password
        NONE
    }

    /// How these disks would be written.
    public static Way way(List<DiskIdentity> disks) {
        if (ours(disks)) {
            return Way.OURSELVES;
        }
        return System.getProperty(PROPERTY) != null && Privileged.pkexec()
                ? Way.PASSWORD
                : Way.NONE;
    }

    /// Gets the right to write these disks, which the person has just released. Returns when that
    /// is decided; not for the window's thread.
    ///
    /// @throws IOException in a sentence, where the person or the system says no
    public static WriteAccess to(List<DiskIdentity> released) throws IOException {
        if (ours(released)) {
            return new WriteAccess(Optional.empty());
        }
        var program = System.getProperty(PROPERTY);
        if (program == null) {
            throw new IOException("disks are written by root; there is no privileged writer here");
        }
        var command = new ArrayList<>(List.of("pkexec", program));
        released.forEach(disk -> command.add(disk.toString()));
        return new WriteAccess(Optional.of(start(command)));
    }

    static PrivilegedProcess start(List<String> command) throws IOException {
        return PrivilegedProcess.start(command, DiskWriter.GREETING, "nothing was written");
    }

    /// Claims one of the released disks, until it is closed.
    ///
    /// @throws RefusedException if it may not be written any more, or is another disk by now
    public BlockDevice claim(DiskIdentity disk) throws IOException {
        var medium =
                writer.isPresent()
                        ? writer.get().opened(disk.toString(), true)
                        : TargetSafety.claim(disk, LocalDisks.of());
        return BlockDevice.claimed(disk.path(), medium);
    }

    /// On other systems than Linux there is no other way, and the attempt says what is missing.
    private static boolean ours(List<DiskIdentity> disks) {
        return !Files.isDirectory(Path.of("/sys/block"))
                || disks.stream().allMatch(disk -> Files.isWritable(disk.path()));
    }

    /// Ends the process, where there is one.
    @Override
    public void close() throws IOException {
        if (writer.isPresent()) {
            writer.get().close();
        }
    }
}
