package sower.disk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where Linux keeps a disk's serial number: in another place for every bus.
final class SysfsSerial {
    private SysfsSerial() {}

    static String of(SysfsNode disk, Disk.Transport transport, Map<String, String> udev) {
        var own = SysfsDisks.first(disk.text("device/serial"), disk.text("serial"));
        var other =
                switch (transport) {
                    case SATA -> fromAtaName(disk.text("device/wwid"));
                    case USB -> ofUsbDevice(disk.folder());
                    case NVME, SCSI, VIRTIO, MMC, LOOP, FILE, UNKNOWN -> "";
                };
        return SysfsDisks.first(own, udev.get("ID_SERIAL_SHORT"), other);
    }

    /// `t10.ATA MODEL… SERIAL`: the serial is the last word.
    private static String fromAtaName(String wwid) {
        return wwid.startsWith("t10.ATA") ? wwid.substring(wwid.lastIndexOf(' ') + 1) : "";
    }

    /// The serial belongs to the USB device, some folders above the disk.
    private static String ofUsbDevice(Path disk) {
        for (var folder = disk.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("idVendor"))) {
                return Sysfs.text(folder.resolve("serial"));
            }
        }
        return "";
    }
}
