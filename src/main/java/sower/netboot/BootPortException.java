package sower.netboot;

import java.io.IOException;
import java.util.Locale;

/// A port that network boot needs and cannot have, in one sentence.
final class BootPortException extends IOException {
    private static final long serialVersionUID = 1;

    BootPortException(int port, IOException cause) {
        super(sentence(port, String.valueOf(cause.getMessage())), cause);
    }

    private static String sentence(int port, String why) {
        return why.toLowerCase(Locale.ROOT).contains("permission")
                ? "Machines start from the network by ports that only root may open (port %d); run this as root."
                        .formatted(port)
                : "Port %d cannot be opened (%s); another DHCP, PXE or TFTP server of this computer may have it: stop that one."
                        .formatted(port, why);
    }
}
