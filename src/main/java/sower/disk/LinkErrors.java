package sower.disk;

import java.nio.file.Path;

/// What has gone wrong on a network link since the computer's start
/// (Documentation/ABI/testing/sysfs-class-net-statistics); 0 where it is not told.
///
/// @param damaged packets, both ways
/// @param breaks how often it lost its connection
public record LinkErrors(long damaged, long breaks) {
    /// @param link its folder, such as `/sys/class/net/eth0`
    public static LinkErrors of(Path link) {
        var statistics = link.resolve("statistics");
        return new LinkErrors(
                Sysfs.count(statistics.resolve("rx_errors"))
                        + Sysfs.count(statistics.resolve("tx_errors")),
                Sysfs.count(link.resolve("carrier_down_count")));
    }
}
