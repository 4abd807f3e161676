package sower.netboot;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.privilege.Privileged;

/// Network boot as a program has it that may be without the right to open the ports for it: root's
/// opens them itself, for any other a privileged process does ([BootServer]), after a password. It
/// ends when this is closed, and with the program.
public final class BootAccess implements Closeable {
    private static final String PROPERTY = "sower.netboot"; // set by the installed launcher
    private static final String FOLDER_PROPERTY = "sower.boot.files";

    private final Source source;
    private final Closeable serving;

    private BootAccess(Source source, Closeable serving) {
        this.source = source;
        this.serving = serving;
    }

    private interface Source {
        BootSnapshot snapshot() throws IOException;
    }

    /// How machines come to start from here.
    public enum Way {
        /// this program may do it itself
        OURSELVES,
        /// a privileged process does it, after a password
        PASSWORD,
        /// there is nothing to hand out: the package sower-boot is missing
        NO_FILES,
        /// there is nothing that could ask for the password
        NONE
    }

    /// How it would be done here.
    public static Way way() {
        if (!Files.exists(folder().resolve(BootFiles.SYSTEM))) {
            return Way.NO_FILES;
        }
        if (Privileged.ours()) {
            return Way.OURSELVES;
        }
        return System.getProperty(PROPERTY) != null && Privileged.pkexec()
                ? Way.PASSWORD
                : Way.NONE;
    }

    /// Where what is handed out lies. No caller of the privileged process decides that: it is
    /// started with the properties of its launcher.
    static Path folder() {
        return Path.of(System.getProperty(FOLDER_PROPERTY, BootFiles.FOLDER));
    }

    /// Switches it on. Returns when that is decided; not for the window's thread.
    ///
    /// @throws IOException in a sentence, where it cannot be, or the person or the system says no
    public static BootAccess open(BootPlan plan) throws IOException {
        if (Privileged.ours()) {
            var boot = plan.open(BootFiles.open(folder()));
            return new BootAccess(boot::snapshot, boot);
        }
        var program = System.getProperty(PROPERTY);
        if (program == null) {
            throw new IOException("machines start from the network by ports of root's only");
        }
        var command = new ArrayList<>(List.of("pkexec", program));
        command.addAll(plan.arguments());
        return start(command);
    }

    static BootAccess start(List<String> command) throws IOException {
        var process = Privileged.start(command, BootServer.GREETING, "no machine starts from here");
        var in = process.in();
        if (in.readUnsignedByte() != BootServer.SNAPSHOT) {
            var why = in.readUTF();
            process.close();
            throw new IOException(why);
        }
        return new BootAccess(new Told(in), process);
    }

    /// Who starts from here; any thread may ask.
    ///
    /// @throws IOException in a sentence, where the privileged process has ended
    public BootSnapshot snapshot() throws IOException {
        return source.snapshot();
    }

    /// What the privileged process said last.
    private static final class Told implements Source {
        private BootSnapshot last; // guarded by this, as is the next
        private @Nullable IOException gone;

        /// @param in at a snapshot
        Told(DataInputStream in) throws IOException {
            this.last = BootSnapshot.read(in);
            Thread.ofPlatform().name("netboot").daemon().start(() -> listen(in));
        }

        private void listen(DataInputStream in) {
            try (in) {
                while (true) {
                    in.readUnsignedByte();
                    var next = BootSnapshot.read(in);
                    synchronized (this) {
                        last = next;
                    }
                }
            } catch (IOException ended) {
                synchronized (this) {
                    gone = ended;
                }
            }
        }

        @Override
        public synchronized BootSnapshot snapshot() throws IOException {
            if (gone != null) {
                throw new IOException(
                        "no machine starts from here any more: the privileged process has ended",
                        gone);
            }
            return last;
        }
    }

    @Override
    public void close() throws IOException {
        serving.close();
    }
}
