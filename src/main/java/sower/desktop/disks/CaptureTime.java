package sower.desktop.disks;

import sower.disk.Disk;

/// How long reading takes, guessed from the kind of disk before anything was read: a range, because
/// it is a guess.
///
/// @param fromSeconds when the disk is as fast as good ones of its kind
/// @param toSeconds when it is as slow as bad ones
public record CaptureTime(long fromSeconds, long toSeconds) {
    private static final long MEGA = 1_000_000;

    /// For `bytes` of `disk`; sequential rates of ordinary drives of each kind.
    public static CaptureTime guess(Disk disk, long bytes) {
        if (disk.rotational() && disk.transport() != Disk.Transport.FILE) {
            return between(bytes, 180 * MEGA, 80 * MEGA);
        }
        return switch (disk.transport()) {
            case NVME -> between(bytes, 1500 * MEGA, 600 * MEGA);
            case SATA, SCSI, VIRTIO -> between(bytes, 500 * MEGA, 200 * MEGA);
            case LOOP, FILE -> between(bytes, 600 * MEGA, 150 * MEGA);
            case USB, MMC, UNKNOWN -> between(bytes, 300 * MEGA, 30 * MEGA);
        };
    }

    private static CaptureTime between(long bytes, long fast, long slow) {
        return new CaptureTime(Math.max(1, bytes / fast), Math.max(2, bytes / slow));
    }
}
