package sower.deploy;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// One thing a machine does to its disk after the table was written.
///
/// @param value of `HOST_NAME` the pattern of the name, of `SCRIPT` its text, of `UEFI_BOOT_ENTRY`
///   what the firmware's menu shows (empty: the loader's folder); else empty
/// @param timeoutSeconds after which it is ended, and has failed
public record PostStep(Kind kind, String value, int timeoutSeconds) {
    private static final int MOST_SECONDS = 24 * 3600;

    public PostStep {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(value, "value");
        if (timeoutSeconds < 1 || timeoutSeconds > MOST_SECONDS) {
            throw new IllegalArgumentException(
                    "a step takes 1 to %,d seconds, not %,d"
                            .formatted(MOST_SECONDS, timeoutSeconds));
        }
        if (kind == Kind.HOST_NAME && value.isBlank()) {
            throw new IllegalArgumentException(
                    "the step host-name needs a name, such as lab-{n} or {name}");
        }
        if (kind == Kind.SCRIPT && value.isBlank()) {
            throw new IllegalArgumentException("the step script has no script");
        }
    }

    /// What can be done.
    public enum Kind {
        /// `/etc/hostname` and `/etc/hosts`; `{n}` is the machine's number, `{name}` its name
        HOST_NAME,
        /// systemd's and D-Bus's identifier is made anew at the next start
        MACHINE_ID,
        /// OpenSSH's keys are made anew
        SSH_HOST_KEYS,
        /// a shell script in the system on the disk
        SCRIPT,
        /// the firmware finds the disk: by a boot entry of its own, and by the removable path
        UEFI_BOOT_ENTRY;

        /// Programs that a machine needs for it, besides a shell.
        ///
        /// @param boot how the machine was started
        List<String> tools(Inventory.BootMode boot) {
            return switch (this) {
                case HOST_NAME, MACHINE_ID -> List.of("losetup", "mount", "umount");
                case SSH_HOST_KEYS, SCRIPT ->
                        List.of("losetup", "mount", "umount", "unshare", "chroot");
                case UEFI_BOOT_ENTRY ->
                        boot == Inventory.BootMode.UEFI
                                ? List.of("losetup", "mdir", "mmd", "mcopy", "efibootmgr")
                                : List.of("losetup", "mdir", "mmd", "mcopy");
            };
        }

        /// As people write it: `host-name`.
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// The same for one machine.
    ///
    /// @param number of the machine in its run, from 1
    /// @param name of the machine
    PostStep of(int number, String name) {
        if (kind != Kind.HOST_NAME) {
            return this;
        }
        var host =
                value.replace("{n}", String.valueOf(number))
                        .replace("{name}", name)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9-]", "-");
        return new PostStep(kind, host.substring(0, Math.min(host.length(), 63)), timeoutSeconds);
    }
}
