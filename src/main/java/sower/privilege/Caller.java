package sower.privilege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// Who started a privileged process, as the kernel and pkexec tell it.
///
/// @param uid of the process itself
/// @param invoker user id of the person who gave a password (`PKEXEC_UID`, pkexec(1)); empty where
///   it was not pkexec that started it
/// @param parentUid of the process that started it
/// @param streams what standard input and output are, such as `pipe:[4711]`
/// @param parentFiles what that process has open
public record Caller(
        int uid, String invoker, int parentUid, Set<String> streams, Set<String> parentFiles) {
    private static final Path PROC = Path.of("/proc");

    /// Of this process.
    public static Caller here() throws IOException {
        long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
        var ours = PROC.resolve("self");
        var theirs = PROC.resolve(Long.toString(parent));
        return new Caller(
                uid(ours),
                System.getenv().getOrDefault("PKEXEC_UID", ""),
                uid(theirs),
                Set.of(target(ours.resolve("fd/0")), target(ours.resolve("fd/1"))),
                files(theirs.resolve("fd")));
    }

    /// @throws IOException unless the person who gave the password also runs the process at the
    ///   other end of both streams
    public void check() throws IOException {
        if (invoker.isEmpty()) {
            throw new IOException("the privileged process is started by pkexec only");
        }
        if (uid != 0) {
            throw new IOException("the privileged process is of use to root only");
        }
        if (!invoker.equals(Integer.toString(parentUid))) {
            throw new IOException(
                    "the privileged process was asked for by user %s but started by a process of user %d"
                            .formatted(invoker, parentUid));
        }
        for (var stream : streams) {
            if (!stream.startsWith("pipe:") || !parentFiles.contains(stream)) {
                throw new IOException(
                        "the privileged process talks to the process that started it, and to no other");
            }
        }
    }

    static int uid(Path process) throws IOException {
        return (int) Files.getAttribute(process, "unix:uid");
    }

    private static Set<String> files(Path folder) throws IOException {
        var files = new HashSet<String>();
        try (var open = Files.newDirectoryStream(folder)) {
            for (var file : open) {
                files.add(target(file));
            }
        }
        return files;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
