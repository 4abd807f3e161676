package sower.capture;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import sower.disk.ByteSource;
import sower.partition.Gpt;
import sower.partition.PartitionTable;

/// Boot code outside partitions: the first 440 bytes and the gap before the first partition, where
/// GRUB for BIOS machines keeps its core. With a GPT the disk signature comes along too, because
/// that table has none of its own.
final class BootArea {
    private static final int MOST = 1 << 20;
    private static final int CODE_LENGTH = 440; // then disk signature and entries
    private static final int SIGNATURE_END = 446;
    private static final int SECTOR = 512;

    private BootArea() {}

    /// The area in Base64, zero where the table itself is and without the zeros at its end.
    static String base64(ByteSource disk, PartitionTable table) throws IOException {
        long first =
                table.partitions().stream()
                        .mapToLong(partition -> partition.extent().offset())
                        .min()
                        .orElse(MOST);
        int length = (int) Math.min(Math.min(first, MOST), disk.length());
        var bytes = disk.bytes(0, length);
        int code = table instanceof Gpt ? SIGNATURE_END : CODE_LENGTH;
        Arrays.fill(bytes, code, Math.min(SECTOR, length), (byte) 0);
        if (table instanceof Gpt gpt) {
            int end = (int) Math.min(gpt.ownExtents().getFirst().end(), length);
            Arrays.fill(bytes, Math.min(gpt.sectorSize(), length), end, (byte) 0);
        }
        int end = length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, end));
    }
}
