package sower.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sower.deploy.Assignment;
import sower.deploy.DiskRule;
import sower.deploy.Inventory;
import sower.deploy.InventoryDisk;
import sower.deploy.Verdict;
import sower.disk.DiskIdentity;
import sower.disk.LocalDisks;
import sower.image.Manifest;
import sower.target.Survey;

/// A disk of this computer, what is on it now, and whether it can be overwritten with an image.
public record LocalTarget(InventoryDisk disk, Verdict verdict) {

    /// All disks of this computer, in the order of their names. Reads only; takes a moment.
    ///
    /// @param withLoops also loop devices
    public static List<LocalTarget> look(Manifest image, boolean withLoops) throws IOException {
        var here = new Survey(LocalDisks.of(), withLoops, List.of()).inventory();
        return here.disks().stream().map(disk -> of(disk, here, image)).toList();
    }

    private static LocalTarget of(InventoryDisk disk, Inventory here, Manifest image) {
        var rule = new DiskRule.At(disk.path());
        return new LocalTarget(disk, Verdict.of(here, rule, image, Assignment.PLAIN));
    }

    /// Whether it may be overwritten once it is released.
    public boolean ready() {
        return verdict instanceof Verdict.Ready;
    }

    /// Which disk this is, for who writes it.
    public DiskIdentity identity() {
        return DiskIdentity.of(
                Path.of(disk.path()), disk.length(), disk.model(), disk.serial(), disk.wwn());
    }
}
