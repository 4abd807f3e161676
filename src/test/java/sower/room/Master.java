package sower.room;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import sower.LoopDevice;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.partition.Partition;
import sower.partition.PartitionTable;

/// A disk as the kernel and mkfs make it: EFI FAT32, ext4 with files, swap, an unformatted
/// partition.
record Master(Path file, Path folder) {
    private static final String TABLE =
            """
            label: gpt
            size=48M, type=uefi, name="EFI"
            size=260M, type=linux, name="root"
            size=32M, type=swap
            size=8M, type=linux
            """;
    static final long LENGTH = 380L << 20;

    static Master make(Path folder, int fileBytes) throws IOException {
        var file = folder.resolve("master.img");
        try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(LENGTH);
        }
        Programs.feed(TABLE, "sfdisk", "-q", file.toString());
        var master = new Master(file, folder);
        var data = new byte[fileBytes];
        new Random(5).nextBytes(data);
        var big = Files.write(folder.resolve("big"), data).toString();
        try (var efi = master.partition(1)) {
            Programs.run("mkfs.fat", "-F32", efi.path().toString());
            Programs.run("mcopy", "-i", efi.path().toString(), "/etc/hostname", "::/");
        }
        try (var root = master.partition(2)) {
            Programs.run("mke2fs", "-q", "-t", "ext4", "-L", "root", root.path().toString());
            var point = Files.createDirectories(folder.resolve("mnt")).toString();
            Programs.run("mount", root.path().toString(), point);
            Programs.run("cp", "-r", "/etc", big, point);
            Programs.run("umount", point);
        }
        try (var swap = master.partition(3)) {
            Programs.run("mkswap", "-q", "-L", "swappy", swap.path().toString());
        }
        return master;
    }

    /// A partition of this disk, or of a copy of it, as a device.
    LoopDevice partition(int slot) throws IOException {
        return LoopDevice.of(file, extent(file, slot));
    }

    static Extent extent(Path disk, int slot) throws IOException {
        try (var source = BlockDevice.openSource(disk)) {
            return PartitionTable.read(source, 512).orElseThrow().partitions().stream()
                    .filter(partition -> partition.slot() == slot)
                    .map(Partition::extent)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
