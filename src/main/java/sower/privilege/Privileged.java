package sower.privilege;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A process of root's, as the program sees it that started it: its two streams. It ends with this
/// program.
///
/// @param in what it says
/// @param out what it is told
public record Privileged(DataInputStream in, DataOutputStream out) implements Closeable {
    /// Whether the system can ask the person for a password.
    public static boolean pkexec() {
        var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Stream.of(path).anyMatch(folder -> Files.isExecutable(Path.of(folder, "pkexec")));
    }

    /// Whether this program is root's itself.
    public static boolean ours() {
        try {
            return Caller.uid(Path.of("/proc/self")) == 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
            return false;
        }
    }

    /// Returns when it has begun; the person may think about the password for as long as that.
    ///
    /// @param greeting what it says first
    /// @param notBegun what has not come about where it does not begin, a clause
    /// @throws IOException in a sentence, where it does not begin
    public static Privileged start(List<String> command, String greeting, String notBegun)
            throws IOException {
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var privileged =
                new Privileged(
                        new DataInputStream(new BufferedInputStream(process.getInputStream())),
                        new DataOutputStream(new BufferedOutputStream(process.getOutputStream())));
        try {
            if (privileged.in.readUTF().equals(greeting)) {
                return privileged;
            }
        } catch (EOFException ended) {
            throw new IOException(
                    notBegun
                            + ": the password was not given, or the privileged process refused to begin",
                    ended);
        }
        privileged.close();
        throw new IOException("the privileged process is of another version; install Sower again");
    }

    /// Ends it, once it has done what it was told.
    @Override
    public void close() throws IOException {
        out.close();
    }
}
