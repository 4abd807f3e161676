package sower.desktop.writing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.InventoryDisk.Contents.Volume;
import sower.deploy.Reason;
import sower.deploy.Verdict;
import sower.local.LocalTarget;

class TargetChoiceTest {
    private final TargetChoice choice = new TargetChoice();

    @Test
    void theOnlyDiskIsNotChosenBeforeThePersonDoes() {
        choice.accept(List.of(ready("/dev/sdb", "ntfs")));

        assertEquals(List.of(), choice.chosen());
    }

    @Test
    void theChosenOnesAreInTheOrderOfTheList() {
        var first = ready("/dev/sdb", "ntfs");
        var second = ready("/dev/sdc", "ntfs");
        choice.accept(List.of(first, second));

        choice.choose(second, true);
        choice.choose(first, true);

        assertEquals(List.of(first, second), choice.chosen());
    }

    @Test
    void aLockedDiskIsNeverChosen() {
        var disk = disk("/dev/sda", "ext4");
        var locked =
                new LocalTarget(disk, new Verdict.StandsAside(new Reason.RunsFrom("/dev/sda")));
        choice.accept(List.of(locked));

        choice.choose(locked, true);

        assertEquals(List.of(), choice.chosen());
    }

    @Test
    void aDiskWithOtherContentsIsChosenAnew() {
        var same = ready("/dev/sdb", "ntfs");
        var before = ready("/dev/sdc", "ntfs");
        choice.accept(List.of(same, before));
        choice.choose(same, true);
        choice.choose(before, true);

        choice.accept(List.of(ready("/dev/sdb", "ntfs"), ready("/dev/sdc", "ext4")));

        assertEquals(List.of(same), choice.chosen());
    }

    private static LocalTarget ready(String path, String filesystem) {
        var disk = disk(path, filesystem);
        return new LocalTarget(disk, new Verdict.Ready(disk, 0, List.of()));
    }

    private static InventoryDisk disk(String path, String filesystem) {
        var contents = new Contents("none", List.of(new Volume(0, filesystem, "", 4096)), "");
        return new InventoryDisk(
                path, "", "S1", "", 4096, 512, 512, false, false, false, List.of(), contents);
    }
}
