package sower.desktop.shell;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sower.disk.Power;

/// What the status line tells about this machine.
///
/// @param libraryFree bytes free where the library is or will be; negative when nobody knows
/// @param address interface and IPv4 address that others reach this machine by; empty when there is
///   no network
/// @param power what it runs on
public record Surroundings(long libraryFree, String address, Power power) {
    /// Where nothing could be found out.
    public static final Surroundings UNKNOWN = new Surroundings(-1, "", Power.MAINS);

    /// Looks now; reads the system, so not on the view's thread.
    public static Surroundings look(Path library) throws IOException {
        String address =
                reachable()
                        .map(found -> found.name() + "  " + found.address().getHostAddress())
                        .orElse("");
        return new Surroundings(free(library), address, Power.look());
    }

    private static long free(Path library) throws IOException {
        for (Path folder = library.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder)) {
                return Files.getFileStore(folder).getUsableSpace();
            }
        }
        return -1;
    }

    /// The IPv4 address that others most likely reach this machine by. Reads the system.
    public static Optional<InetAddress> here() throws IOException {
        return reachable().map(found -> found.address());
    }

    /// An address and the interface that has it.
    private record Reachable(String name, InetAddress address) {}

    private static Optional<Reachable> reachable() throws IOException {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (!each.isUp() || each.isLoopback()) {
                continue;
            }
            var address = each.inetAddresses().filter(Inet4Address.class::isInstance).findFirst();
            if (address.isPresent()) {
                return Optional.of(new Reachable(each.getName(), address.get()));
            }
        }
        return Optional.empty();
    }
}
