package sower.exchange.clonezilla;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import sower.LoopDevice;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.FileTree;
import sower.filesystem.FileVolume;
import sower.filesystem.FuseMount;
import sower.partition.PartitionTable;

/// A disk, and the folder that Clonezilla would make of it, by the same programs.
///
/// @param disk a file; Clonezilla calls it `sda`
/// @param folder with the image
record ClonezillaImage(Path disk, Path folder) {
    static final long LENGTH = 200L << 20;
    private static final int SECTOR = 512;
    private static final String TABLE =
            """
            label: gpt
            size=40M, type=uefi, name="EFI", attrs="RequiredPartition"
            size=60M, type=linux, name="root, bootable"
            size=50M, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7, attrs="GUID:60,63"
            size=8M, type=swap
            size=6M, type=linux
            size=4M, type=E3C9E316-0B5C-4DB8-817D-F92DF00215AE
            """;

    /// Makes the disk: FAT32, ext4, NTFS, swap, something unknown, and a reserved partition.
    static ClonezillaImage make(Path scratch) throws IOException {
        var disk = FileVolume.sparse(scratch.resolve("sda.img"), LENGTH);
        Programs.feed(TABLE, "sfdisk", "-q", disk.toString());
        var image =
                new ClonezillaImage(disk, Files.createDirectories(scratch.resolve("clonezilla")));
        var random = new Random(8);
        var bytes = new byte[5 << 20];
        random.nextBytes(bytes);
        var file = Files.write(scratch.resolve("file"), bytes).toString();
        try (var efi = image.partition(1)) {
            Programs.run("mkfs.fat", "-F32", efi.path().toString());
            Programs.run("mcopy", "-i", efi.path().toString(), file, "::/");
        }
        try (var root = image.partition(2)) {
            var files = Files.createDirectories(scratch.resolve("files"));
            new FileTree(files, 6).make(80, 400_000);
            var from = files.toString();
            Programs.run("mke2fs", "-q", "-t", "ext4", "-d", from, root.path().toString());
        }
        try (var data = image.partition(3)) {
            Programs.run("mkntfs", "-F", "-Q", "-q", data.path().toString());
        }
        var part = image.extent(3);
        try (var mount =
                FuseMount.of(
                        "ntfs-3g",
                        disk,
                        scratch.resolve("mounted"),
                        "rw",
                        "-o",
                        "" + part.offset(),
                        "--sizelimit",
                        "" + part.length())) {
            new FileTree(mount.path(), 4).make(60, 300_000);
        }
        try (var swap = image.partition(4)) {
            Programs.run("mkswap", "-q", "-L", "swappy", swap.path().toString());
        }
        try (var raw = new RandomAccessFile(disk.toFile(), "rw")) {
            raw.seek(image.extent(5).offset() + 100_000);
            raw.write(bytes, 0, 1_000_000);
            raw.seek(0);
            raw.write(bytes, 0, 440); // boot code
        }
        return image;
    }

    /// Writes the lists and tables.
    void describe() throws IOException {
        Files.writeString(folder.resolve("disk"), "sda\n");
        Files.writeString(folder.resolve("parts"), "sda1 sda2 sda3 sda5\n");
        Files.writeString(
                folder.resolve("dev-fs.list"),
                "# <Device name>   <File system>   <Size>\n/dev/sda1 vfat 40M\n/dev/sda2 ext4 60M\n");
        var dump = Programs.run("sfdisk", "-d", disk.toString());
        Files.writeString(folder.resolve("sda-pt.sf"), dump.replace(disk.toString(), "/dev/sda"));
        Files.writeString(
                folder.resolve("sda-pt.parted"),
                """
                Model: ATA DISK (scsi)
                Disk /dev/sda: %ds
                Sector size (logical/physical): 512B/512B
                Partition Table: gpt
                Disk Flags:
                """
                        .formatted(LENGTH / SECTOR));
        copy("sda-mbr", 0, 1);
        copy("sda-gpt-1st", 0, 34);
        copy("sda-gpt-2nd", LENGTH / SECTOR - 33, 33);
        var uuid = Programs.run("blkid", "-p", "-s", "UUID", "-o", "value", swapCopy().toString());
        Files.writeString(
                folder.resolve("swappt-sda4.info"),
                "UUID=\"%s\"\nLABEL=\"swappy\"\n".formatted(uuid.strip()));
    }

    private Path swapCopy() throws IOException {
        var copy = folder.resolveSibling("swap");
        try (var source = BlockDevice.openSource(disk)) {
            var part = extent(4);
            return Files.write(copy, source.bytes(part.offset(), (int) part.length()));
        }
    }

    private void copy(String name, long sector, int count) throws IOException {
        try (var source = BlockDevice.openSource(disk)) {
            Files.write(folder.resolve(name), source.bytes(sector * SECTOR, count * SECTOR));
        }
    }

    /// Saves a partition with partclone, packs it and splits it.
    ///
    /// @param program such as `partclone.extfs`
    /// @param options of it, such as `-a 0`
    /// @param packing such as `gz`
    /// @param partBytes of each file; 0 for one
    void save(int slot, String program, List<String> options, String packing, int partBytes)
            throws IOException {
        var plain = folder.resolveSibling("plain");
        var command = new ArrayList<>(List.of(program));
        command.addAll(options);
        var kind = program.substring(program.indexOf('.') + 1);
        try (var device = partition(slot)) {
            if (!kind.equals("dd")) {
                command.add("-c");
            }
            var log = folder.resolveSibling("log").toString();
            var source = device.path().toString();
            command.addAll(List.of("-f", "0", "-s", source, "-O", plain.toString(), "-L", log));
            Programs.run(command.toArray(String[]::new));
        }
        var packed =
                switch (packing) {
                    case "gz" -> pack("gzip", "-1", "-f", plain.toString());
                    case "zst" -> pack("zstd", "-q", "-f", plain.toString());
                    default -> plain;
                };
        var name = "sda%d.%s-ptcl-img.%s".formatted(slot, kind, packing);
        if (partBytes == 0) {
            Files.move(packed, folder.resolve(name));
        } else {
            var prefix = folder.resolve(name + ".").toString();
            Programs.run("split", "-a", "2", "-b", "" + partBytes, packed.toString(), prefix);
        }
    }

    private Path pack(String... command) throws IOException {
        Programs.run(command);
        return folder.resolveSibling(command[0].equals("gzip") ? "plain.gz" : "plain.zst");
    }

    LoopDevice partition(int slot) throws IOException {
        return LoopDevice.of(disk, extent(slot));
    }

    Extent extent(int slot) throws IOException {
        try (var source = BlockDevice.openSource(disk)) {
            return PartitionTable.read(source, SECTOR).orElseThrow().partitions().stream()
                    .filter(partition -> partition.slot() == slot)
                    .findFirst()
                    .orElseThrow()
                    .extent();
        }
    }
}
