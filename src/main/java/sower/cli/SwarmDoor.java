package sower.cli;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sower.image.ImageLibrary;
import sower.swarm.Engine;

/// Where another terminal of the same user sees what this program's swarms are doing: a local
/// socket in a folder that only its owner may enter. Whoever connects is told once, in the words of
/// [SwarmText]; there is nothing to be said to it.
///
/// A virtual thread takes the calls. A program whose door cannot be opened works on without.
final class SwarmDoor implements AutoCloseable {
    static final String SUFFIX = ".swarm";

    private static final Logger LOG = System.getLogger(SwarmDoor.class.getName());
    private static final String OWNER_ONLY = "rwx------";

    private final Path file;
    private final Supplier<String> told;
    private final @Nullable ServerSocketChannel server;

    private SwarmDoor(Path file, Supplier<String> told, @Nullable ServerSocketChannel server) {
        this.file = file;
        this.told = told;
        this.server = server;
    }

    /// Where this user's programs have theirs.
    static Path usualFolder() {
        return ImageLibrary.usualRoot().resolveSibling("swarms");
    }

    /// Opens the door of this program.
    ///
    /// @param what the program does, in few words
    static SwarmDoor open(String what) {
        long pid = ProcessHandle.current().pid();
        var title = "sower %s (process %d)".formatted(what, pid);
        return open(usualFolder(), pid, () -> SwarmText.of(title, Engine.running()));
    }

    /// @param told asked anew for everybody who looks
    static SwarmDoor open(Path folder, long pid, Supplier<String> told) {
        var file = folder.resolve(pid + SUFFIX);
        try {
            makePrivate(folder);
            Files.deleteIfExists(file); // of a process that was killed and had the same number
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            var door = new SwarmDoor(file, told, server);
            server.bind(UnixDomainSocketAddress.of(file));
            Thread.ofVirtual().name("swarm-door").start(() -> door.answer(server));
            return door;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.INFO, "'sower swarm' will not see this program: {0}", e.getMessage());
            return new SwarmDoor(file, told, null);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(OWNER_ONLY));
        }
    }

    private void answer(ServerSocketChannel open) {
        while (true) {
            try {
                var channel = open.accept();
                Thread.ofVirtual().name("swarm-told").start(() -> tell(channel));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void tell(SocketChannel channel) {
        try (channel) {
            var bytes = ByteBuffer.wrap(told.get().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException left) {
            LOG.log(Level.DEBUG, "whoever looked has left: {0}", left.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            for (var open : Optional.ofNullable(server).stream().toList()) {
                open.close();
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(Level.INFO, "{0} is left: {1}", file, e.getMessage());
        }
    }
}
