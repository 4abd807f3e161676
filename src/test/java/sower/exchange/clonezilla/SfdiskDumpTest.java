package sower.exchange.clonezilla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import sower.disk.Extent;
import sower.partition.Partition;

class SfdiskDumpTest {
    @Test
    void aGptWithAwkwardNames() throws IOException {
        var dump =
                parse(
                        """
                        label: gpt
                        label-id: 5C0A9C1E-7C51-4B5B-9D1C-2B8D9E6F1A01
                        device: /dev/nvme0n1
                        unit: sectors
                        first-lba: 34
                        last-lba: 389086
                        sector-size: 4096

                        /dev/nvme0n1p1 : start=         256, size=         512, type=c12a7328-f81f-11d2-ba4b-00a0c93ec93b, uuid=1651def4-15f4-544d-aace-7aa2501f15dd, name="a, bootable \\x22x\\x22 \\xc3\\xa4", attrs="RequiredPartition GUID:60,63"
                        /dev/nvme0n1p12 : start=         768, size=         256, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, uuid=2E71EDD2-F25C-F74E-9694-B6213EBDC3F1
                        """);

        assertEquals("gpt", dump.label());
        assertEquals(4096, dump.sectorSize());
        assertEquals(
                new Partition(
                        1,
                        new Extent(256 * 4096, 512 * 4096),
                        "C12A7328-F81F-11D2-BA4B-00A0C93EC93B",
                        "1651DEF4-15F4-544D-AACE-7AA2501F15DD",
                        "a, bootable \"x\" ä",
                        1L | 1L << 60 | 1L << 63),
                dump.partitions().get(0));
        assertEquals(12, dump.partitions().get(1).slot());
        assertEquals(0, dump.partitions().get(1).attributes());
    }

    @Test
    void anMbrOfAnOldSfdisk() throws IOException {
        var dump =
                parse(
                        """
                        # partition table of /dev/sda
                        unit: sectors

                        /dev/sda1 : start=       63, size=    80262, Id= 7, bootable
                        /dev/sda2 : start=    80325, size=  1000000, Id=82
                        /dev/sda3 : start=        0, size=        0, Id= 0
                        /dev/sda4 : start=        0, size=        0, Id= 0
                        """);

        assertEquals("", dump.id());
        assertEquals(0, dump.sectorSize());
        assertEquals(
                List.of(
                        new Partition(1, new Extent(63 * 512, 80262 * 512), "07", "", "", 0x80),
                        new Partition(
                                2, new Extent(80325 * 512, 1_000_000 * 512L), "82", "", "", 0)),
                dump.partitions());
    }

    @Test
    void nonsenseIsRefusedInASentence() {
        for (var line :
                List.of(
                        "/dev/sda1 : start= x, size= 1, type=83",
                        "/dev/sda1 : start= 1, size= 99999999999999999, type=83",
                        "/dev/sda1 : start= 1, size= 1, type=zz",
                        "label: gpt\n/dev/sda1 : start= 1, size= 1, type=1, attrs=\"GUID:x\"")) {
            var refused = assertThrows(IOException.class, () -> parse(line), line);
            assertTrue(String.valueOf(refused.getMessage()).startsWith("here is no dump"), line);
        }
    }

    private static SfdiskDump parse(String text) throws IOException {
        return SfdiskDump.parse(text, 512, "here");
    }
}
