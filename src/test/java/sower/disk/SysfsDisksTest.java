package sower.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A machine made of folders: a system on LVM, a USB stick, a disk in use, a free one.
@EnabledOnOs(OS.LINUX)
class SysfsDisksTest {
    private static final String PCI = "sys/devices/pci0000:00/";

    @TempDir private Path root;

    @BeforeEach
    void build() throws IOException {
        disk(PCI + "ata1/host0/block/sda", "8:0", 1000);
        put(PCI + "ata1/host0/block/sda/device/vendor", "ATA     ");
        put(PCI + "ata1/host0/block/sda/device/model", "WDC WD10EZEX");
        put(PCI + "ata1/host0/block/sda/device/wwid", "t10.ATA     WDC WD10EZEX   WD-1234");
        partition(PCI + "ata1/host0/block/sda/sda1", "8:1", 100);
        partition(PCI + "ata1/host0/block/sda/sda2", "8:2", 800);
        put(PCI + "ata1/host0/block/sda/sda2/holders/dm-0/dev", "253:0");
        disk("sys/devices/virtual/block/dm-0", "253:0", 700);
        put("sys/devices/virtual/block/dm-0/slaves/sda2/dev", "8:2");
        disk(PCI + "usb1/1-1/host1/block/sdb", "8:16", 2000);
        put(PCI + "usb1/1-1/idVendor", "0781");
        put(PCI + "usb1/1-1/serial", "STICK7");
        put(PCI + "usb1/1-1/host1/block/sdb/removable", "1");
        disk(PCI + "nvme/nvme0/nvme0n1", "259:0", 8000);
        put(PCI + "nvme/nvme0/nvme0n1/device/serial", "S4EW");
        put(PCI + "nvme/nvme0/nvme0n1/queue/logical_block_size", "4096");
        partition(PCI + "nvme/nvme0/nvme0n1/nvme0n1p1", "259:1", 4000);
        disk("sys/devices/virtual/block/loop3", "7:3", 50);
        put("sys/devices/virtual/block/loop3/loop/backing_file", "/srv/disk.img");
        disk("sys/devices/virtual/block/loop4", "7:4", 0);
        disk("sys/devices/virtual/block/zram0", "252:0", 50);
        put(
                "proc/self/mountinfo",
                """
                1 0 253:0 / / rw - ext4 /dev/mapper/vg-root rw
                2 1 8:1 / /boot rw - ext4 /dev/sda1 rw
                3 1 0:55 / /data rw - btrfs /dev/nvme0n1p1 rw
                """);
        put("proc/swaps", "Filename Type\n");
    }

    @Test
    void listsDisksAndNothingElse() throws IOException {
        var disks = new SysfsDisks(root);

        assertEquals(
                List.of("nvme0n1", "sda", "sdb"),
                disks.list(false).stream().map(Disk::name).toList());
        assertEquals(
                List.of("loop3", "nvme0n1", "sda", "sdb"),
                disks.list(true).stream().map(Disk::name).toList());
    }

    @Test
    void theSystemsDiskIsFoundThroughWhatItIsBuiltOn() throws IOException {
        assertTrue(disk("sda").system());
        assertFalse(disk("sdb").system());
        assertFalse(disk("nvme0n1").system());
    }

    @Test
    void usesOfPartitionsAreUsesOfTheDisk() throws IOException {
        assertEquals(
                List.of(
                        new Disk.Use(Path.of("/dev/sda1"), Disk.Use.Kind.MOUNTED, "/boot"),
                        new Disk.Use(Path.of("/dev/sda2"), Disk.Use.Kind.HELD, "/dev/dm-0")),
                disk("sda").uses());
        assertEquals(
                List.of(new Disk.Use(Path.of("/dev/nvme0n1p1"), Disk.Use.Kind.MOUNTED, "/data")),
                disk("nvme0n1").uses());
        assertFalse(disk("sdb").inUse());
    }

    @Test
    void aLoopDeviceOnADiskIsAsDangerousAsTheDisk() throws IOException {
        put("sys/devices/virtual/block/loop3/loop/backing_file", "/dev/sda");
        assertTrue(disk("loop3").system());
        assertTrue(disk("sda").uses().toString().contains("/dev/loop3"));

        put("sys/devices/virtual/block/loop3/loop/backing_file", "/dev/nvme0n1p1");
        assertFalse(disk("loop3").system());
        assertEquals(1, disk("loop3").uses().size());
        assertEquals("/data", disk("loop3").uses().get(0).where());
    }

    @Test
    void everyBusTellsItsSerialNumberSomewhereElse() throws IOException {
        var sata = disk("sda");
        assertEquals("WDC WD10EZEX", sata.model());
        assertEquals("WD-1234", sata.serial());
        assertEquals(Disk.Transport.SATA, sata.transport());
        assertEquals("STICK7", disk("sdb").serial());
        assertEquals(Disk.Transport.USB, disk("sdb").transport());
        assertTrue(disk("sdb").removable());
        assertEquals("S4EW", disk("nvme0n1").serial());
        assertEquals(4096, disk("nvme0n1").logicalSectorSize());
        assertEquals(8000 * 512, disk("nvme0n1").length());
    }

    @Test
    void namesAreOrderedAsPeopleCount() {
        assertTrue(SysfsDisks.byNumber("loop2", "loop10") < 0);
        assertTrue(SysfsDisks.byNumber("sdb", "sdaa") < 0);
        assertTrue(SysfsDisks.byNumber("nvme0n1", "sda") < 0);
    }

    private Disk disk(String name) throws IOException {
        return new SysfsDisks(root)
                .list(true).stream()
                        .filter(disk -> disk.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private void disk(String folder, String number, long sectors) throws IOException {
        put(folder + "/dev", number);
        put(folder + "/size", "" + sectors);
        var link = root.resolve("sys/class/block").resolve(Path.of(folder).getFileName());
        Files.createDirectories(root.resolve("sys/class/block"));
        Files.createSymbolicLink(link, root.resolve(folder));
    }

    private void partition(String folder, String number, long sectors) throws IOException {
        disk(folder, number, sectors);
        put(folder + "/partition", "1");
    }

    private void put(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text + "\n");
    }
}
