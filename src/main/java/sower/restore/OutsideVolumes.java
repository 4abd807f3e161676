package sower.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.swap.Swap;
import sower.partition.Gpt;
import sower.partition.PartitionTable;

/// What a disk has besides its volumes, written after them: swap areas, boot code, and the
/// partition table at the very end, for a disk with a table is taken for a finished one.
final class OutsideVolumes {
    private static final int SWAP_PAGE = 4096;
    private static final int BOOT_SECTOR = 512; // its code comes along, whatever a sector is
    private static final int BOOT_CODE = 440; // of an MBR; then its signature and its entries

    private final RestorePlan plan;
    private final BlockDevice target;
    private final ReadBack readBack;

    OutsideVolumes(RestorePlan plan, BlockDevice target, ReadBack readBack) {
        this.plan = plan;
        this.target = target;
        this.readBack = readBack;
    }

    /// Everything, and reads it back.
    void write() throws IOException {
        for (var swap : plan.swaps()) {
            target.write(swap.extent().offset(), ByteBuffer.wrap(header(swap)));
        }
        var lost = readBack.flush();
        for (var swap : plan.swaps()) {
            var header = header(swap);
            var all = ReadBack.everyByte(header.length);
            readBack.check("a swap area", swap.extent().offset(), header, all);
        }
        readBack.distrust(lost, plan.bytes());
        if (plan.table().isPresent()) {
            write(plan.table().get());
        }
    }

    /// Each part is flushed by itself, so that a disk that refuses one tells which.
    private void write(PartitionTable table) throws IOException {
        byte[] boot = bootArea(table);
        if (boot.length > 0) {
            target.write(0, ByteBuffer.wrap(boot));
            target.flush();
        }
        table.write(target);
        target.dropCache();
        readBack.check("the boot code", 0, boot, bootMask(boot));
        readBack.check(table);
    }

    private static byte[] header(RestorePlan.SwapPlan swap) {
        return Swap.header(swap.extent().length(), SWAP_PAGE, swap.uuid(), swap.label());
    }

    /// Whole sectors, up to the first partition.
    private byte[] bootArea(PartitionTable table) {
        byte[] bytes = Base64.getDecoder().decode(plan.bootArea());
        long first =
                table.partitions().stream()
                        .map(partition -> partition.extent())
                        .mapToLong(Extent::offset)
                        .min()
                        .orElse(target.length());
        int sector = target.logicalSectorSize();
        int length = (int) Math.min((bytes.length + sector - 1L) / sector * sector, first);
        byte[] area = Arrays.copyOf(bytes, length);
        if (table instanceof Gpt gpt) { // reaches further where sectors are larger
            int end = (int) Math.min(area.length, gpt.ownExtents().getFirst().end());
            Arrays.fill(area, Math.min(end, BOOT_SECTOR), end, (byte) 0);
        }
        return area;
    }

    /// Every byte counts, but for the table's own, which are zeros there.
    private static byte[] bootMask(byte[] boot) {
        byte[] mask = boot.clone();
        Arrays.fill(mask, 0, Math.min(BOOT_CODE, mask.length), (byte) 1);
        return mask;
    }
}
