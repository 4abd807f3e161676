package sower.desktop.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sower.desktop.shell.Texts.text;

import java.util.List;
import org.junit.jupiter.api.Test;
import sower.deploy.DiskRule;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.desktop.SampleRehearsal;

/// Whoever stands aside is told what to do about it.
class PlanWordsTest {
    private static final Contents EMPTY = new Contents("none", List.of(), "");

    @Test
    void everyReasonHasItsRemedy() {
        assertEquals(text("remedy.noDisk"), remedy());
        assertEquals(text("remedy.several"), remedy(disk(512, ""), disk(512, "")));
        assertEquals(
                text("remedy.used"),
                remedy(with(512, false, false, List.of("/dev/sda2 is mounted on /"), EMPTY)));
        assertEquals(text("remedy.readOnly"), remedy(with(512, false, true, List.of(), EMPTY)));
        assertEquals(text("remedy.noMatch"), remedy(with(512, true, false, List.of(), EMPTY)));
        assertEquals(text("remedy.trouble"), remedy(disk(512, "input/output error")));
        assertEquals(text("remedy.sectors", "512"), remedy(disk(4096, "")));
        assertEquals(text("remedy.small"), remedy(disk(512, "")));
    }

    @Test
    void whatIsOnADiskIsSaidInWords() {
        assertEquals(
                "Looks empty: begins with zeros",
                PlanWords.contents(
                        new Contents("none", List.of(new Contents.Volume(0, "zeros", "", 9)), "")));
        assertEquals(
                "MBR, 1 partition: ntfs “it's” 9\u00a0B",
                PlanWords.contents(
                        new Contents(
                                "mbr", List.of(new Contents.Volume(1, "ntfs", "it's", 9)), "")));
        assertEquals("GPT, no partitions", PlanWords.contents(new Contents("gpt", List.of(), "")));
        assertEquals(
                "Cannot be read: no medium",
                PlanWords.contents(new Contents("", List.of(), "no medium")));
    }

    private static String remedy(InventoryDisk... disks) {
        return PlanWords.remedy(
                SampleRehearsal.aside(1, "for some reason", disks), new DiskRule.Only(), 512);
    }

    private static InventoryDisk disk(int sectorSize, String trouble) {
        return with(sectorSize, false, false, List.of(), new Contents("none", List.of(), trouble));
    }

    private static InventoryDisk with(
            int sectorSize,
            boolean removable,
            boolean readOnly,
            List<String> uses,
            Contents contents) {
        return new InventoryDisk(
                "/dev/sda",
                "Model",
                "S1",
                "",
                1 << 20,
                sectorSize,
                sectorSize,
                removable,
                readOnly,
                false,
                uses,
                contents);
    }
}
