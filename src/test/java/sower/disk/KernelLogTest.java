package sower.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Lines of real kernels, 4.4 to 6.12.
class KernelLogTest {
    private static final String LOG =
            """
            [    2.101010] sd 2:0:0:0: [sdb] 1953525168 512-byte logical blocks: (1.00 TB/932 GiB)
            [    2.133337] sd 2:0:0:0: [sdb] Attached SCSI disk
            [  118.812345] ata3.00: exception Emask 0x0 SAct 0x800 SErr 0x0 action 0x0
            [  118.812355] ata3.00: error: { UNC }
            [  118.834567] sd 2:0:0:0: [sdb] tag#11 FAILED Result: hostbyte=DID_OK driverbyte=DRIVER_OK cmd_age=3s
            [  118.834570] sd 2:0:0:0: [sdb] tag#11 Sense Key : Medium Error [current]
            [  118.834577] critical medium error, dev sdb, sector 987654 op 0x0:(READ) flags 0x80700 phys_seg 4 prio class 2
            [  119.000001] I/O error, dev sdb, sector 12345 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2
            [  119.000002] Buffer I/O error on dev sdb1, logical block 1287, async page read
            <3>[  120.000000] blk_update_request: I/O error, dev sda, sector 2048
            <3>[  121.000000] print_req_error: critical medium error, dev sda, sector 4096
            <3>[  122.000000] blk_update_request: I/O error, dev sda, sector 2048 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 0
            [  123.000000] end_request: I/O error, dev sdab, sector 7
            [  124.000000] nvme0n1: I/O Cmd(0x2) @ LBA 1000, 8 blocks, I/O Error (sct 0x2 / sc 0x81) DNR
            [  124.000001] critical medium error, dev nvme0n1, sector 1000 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2
            [  125.000000] I/O error, dev loop0, sector 8 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2
            [  126.000000] loop0: detected capacity change from 0 to 983040
            [  127.000000] I/O error, dev sdc, sector 1 op 0x0:(READ) flags 0x0 phys_seg 1 prio class 2
            [  128.000000] sd 9:0:0:0: [sdc] 30031872 512-byte logical blocks: (15.4 GB/14.3 GiB)
            """;

    @Test
    void errorsOfADiskAreFoundOncePerPlace() {
        assertEquals(List.of(12345L, 987654L), sectors("sdb"));
        assertEquals(List.of(2048L, 4096L), sectors("sda"));
        assertEquals(List.of(1000L), sectors("nvme0n1"));
        assertEquals(List.of(7L), sectors("sdab"));
        assertEquals(List.of(), sectors("sdd"));
    }

    @Test
    void whatAnEarlierDiskOfThatNameDidIsNotHeldAgainstTheNext() {
        assertEquals(List.of(), sectors("loop0"));
        assertEquals(List.of(), sectors("sdc"));
    }

    @Test
    void askingTheSystemNeverFails() {
        assertEquals(List.of(), KernelLog.now().errors("no such disk"));
    }

    private static List<Long> sectors(String disk) {
        return KernelLog.of(LOG).errors(disk).stream().map(KernelLog.Trouble::sector).toList();
    }
}
