package sower.netboot;

import java.util.Optional;
import java.util.regex.Pattern;

/// What machines that start from here are to do: to be agents of this workstation.
///
/// @param workstation `host:port` of its control port
/// @param ticket lets whoever starts from here into the run; without one a person does
public record BootOrder(String workstation, Optional<String> ticket) {
    /// Words of the kernel's command line, of a script and of a configuration: nothing that means
    /// anything there.
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:\\[\\]-]{1,200}");

    public BootOrder {
        if (!WORD.matcher(workstation).matches()
                || ticket.filter(word -> !WORD.matcher(word).matches()).isPresent()) {
            throw new IllegalArgumentException("not a word: " + workstation + " " + ticket);
        }
    }

    /// For iPXE, which tries again where something does not come.
    String ipxe(String url) {
        return """
        #!ipxe
        :again
        imgfree
        kernel %1$s%2$s initrd=%3$s BOOTIF=01-${netX/mac:hexhyp} %4$s || goto failed
        initrd %1$s%3$s || goto failed
        boot || goto failed
        :failed
        echo The workstation does not send what this machine starts from; it tries again.
        sleep 5
        goto again
        """
                .formatted(url, BootFiles.KERNEL, BootFiles.SYSTEM, commandLine());
    }

    /// For GRUB, which has fetched its configuration from where the rest is.
    String grub() {
        return """
        set timeout=0
        menuentry Sower {
            echo "Sower: fetching the system"
            linux (tftp)/%s BOOTIF=01-$net_default_mac %s
            initrd (tftp)/%s
        }
        """
                .formatted(BootFiles.KERNEL, commandLine(), BootFiles.SYSTEM);
    }

    /// The last console is the screen; the first one hears the same.
    private String commandLine() {
        return "console=ttyS0,115200 console=tty0 quiet sower.workstation="
                + workstation
                + ticket.map(word -> " sower.ticket=" + word).orElse("");
    }
}
