package sower.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import sower.disk.Extent;
import sower.partition.Partition;

/// Which boot entries an earlier deployment has left.
class UefiBootTest {
    private static final String LISTING =
            """
            BootCurrent: 0003
            Timeout: 1 seconds
            BootOrder: 0003,0000,0001,0002
            Boot0000* Lab\tHD(1,GPT,00112233-4455-6677-8899-aabbccddeeff,0x800,0x18000)/File(\\EFI\\debian\\shimx64.efi)
            Boot0001  Lab\tHD(1,GPT,99999999-4455-6677-8899-aabbccddeeff,0x800,0x18000)/File(\\EFI\\debian\\shimx64.efi)
            Boot0002* Windows Boot Manager\tHD(1,GPT,00112233-4455-6677-8899-aabbccddeeff,0x800,0x18000)/File(\\EFI\\Microsoft\\Boot\\bootmgfw.efi)
            Boot000A  Lab\tHD(1,GPT,00112233-4455-6677-8899-aabbccddeeff,0x800,0x18000)/File(\\EFI\\old.efi)
            """;

    @Test
    void onlyThoseOfThisPartitionUnderThisLabel() {
        var partition =
                new Partition(
                        1,
                        new Extent(1 << 20, 48 << 20),
                        "C12A7328-F81F-11D2-BA4B-00A0C93EC93B",
                        "00112233-4455-6677-8899-AABBCCDDEEFF",
                        "",
                        0);

        assertEquals(List.of("0000", "000A"), UefiBoot.entries(LISTING, "Lab", partition));
        assertEquals(List.of(), UefiBoot.entries(LISTING, "debian", partition));
    }
}
