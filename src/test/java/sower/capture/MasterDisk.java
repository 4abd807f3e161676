package sower.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.FileVolume;
import sower.partition.Gpt;
import sower.partition.Partition;

/// A small disk-image file with a GPT: FAT, ext4, swap, Microsoft reserved, unformatted.
public final class MasterDisk {
    static final long MIB = 1 << 20;
    private static final String LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
    private static final String ESP = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
    private static final String RESERVED = "E3C9E316-0B5C-4DB8-817D-F92DF00215AE";
    private static final String ID = "00112233-4455-6677-8899-AABBCCDDEE0";

    private MasterDisk() {}

    /// Makes the file.
    public static Path make(Path file) throws IOException {
        FileVolume.sparse(file, 16 * MIB);
        var table =
                new Gpt(
                        ID + "9",
                        512,
                        16 * MIB,
                        List.of(
                                partition(1, ESP, 1, 1),
                                partition(2, LINUX, 2, 3),
                                partition(3, LINUX, 5, 1),
                                partition(4, RESERVED, 6, 1),
                                partition(5, LINUX, 7, 2)));
        try (var disk = BlockDevice.claimTarget(file)) {
            table.write(disk);
            disk.write(0, ByteBuffer.wrap(new byte[] {(byte) 0xEB, 0x63})); // boot code
            disk.write(MIB, ByteBuffer.wrap(FileVolume.golden("fat12")));
            disk.write(2 * MIB, ByteBuffer.wrap(FileVolume.golden("ext4")));
            disk.write(5 * MIB, ByteBuffer.wrap(FileVolume.golden("swap")));
            disk.write(8 * MIB, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        }
        return file;
    }

    private static Partition partition(int slot, String type, int at, int mebibytes) {
        var extent = new Extent(at * MIB, mebibytes * MIB);
        return new Partition(slot, extent, type, ID + slot, "part " + slot, 0);
    }
}
