package sower.netboot;

import java.net.Inet4Address;
import java.util.Optional;

/// What the window does for somebody without rights, without the window: machines start from here
/// by the privileged process (`packaging/trial`).
///
///     BootTrial ADDRESS RANGE
public final class BootTrial {
    private BootTrial() {}

    public static void main(String[] args) throws Exception {
        System.out.println("machines start by: " + BootAccess.way());
        var plan =
                new BootPlan(
                        Inet4Address.ofLiteral(args[0]),
                        args[0] + ":6969",
                        Optional.of(BootRange.parse(args[1])));
        try (var access = BootAccess.open(plan)) {
            System.out.println("on: " + access.snapshot());
        }
    }
}
