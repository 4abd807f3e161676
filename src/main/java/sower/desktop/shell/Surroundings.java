package sower.desktop.shell;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the status line tells about this machine.
///
/// @param libraryFree bytes free where the library is or will be; negative when nobody knows
/// @param address interface and IPv4 address that others reach this machine by; empty when there is
///   no network
public record Surroundings(long libraryFree, String address) {

    /// Looks now; reads the system, so not on the view's thread.
    public static Surroundings look(Path library) throws IOException {
        return new Surroundings(free(library), reachable());
    }

    private static long free(Path library) throws IOException {
        for (Path folder = library.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder)) {
                return Files.getFileStore(folder).getUsableSpace();
            }
        }
        return -1;
    }

    private static String reachable() throws IOException {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (!each.isUp() || each.isLoopback()) {
                continue;
            }
            var address = each.inetAddresses().filter(Inet4Address.class::isInstance).findFirst();
            if (address.isPresent()) {
                return each.getName() + "  " + address.get().getHostAddress();
            }
        }
        return "";
    }
}
