package sower.desktop.writing;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import sower.deploy.InventoryDisk;
import sower.deploy.Phase;
import sower.deploy.Reason;
import sower.deploy.Told;
import sower.desktop.rehearsal.PlanWords;
import sower.desktop.rehearsal.ReasonWords;
import sower.desktop.shell.ToldWords;
import sower.desktop.shell.Units;

/// What is said of a disk of this computer. Where the words of a room speak of a machine somewhere
/// else, there are others here.
final class TargetWords {
    private TargetWords() {}

    /// Its maker's name for it, or the kernel's where there is none.
    static String title(InventoryDisk disk) {
        return disk.model().isBlank() ? disk.path() : disk.model();
    }

    /// Size, path and serial number.
    static String facts(InventoryDisk disk) {
        return PlanWords.disk(disk) + "  ·  " + PlanWords.serial(disk);
    }

    static String overwritten(String image, long spare) {
        return text("plan.overwritten", image, Units.bytes(spare));
    }

    static String sentence(Reason reason) {
        return reason instanceof Reason.RunsFrom(var path)
                ? text("here.system", path)
                : ReasonWords.sentence(reason);
    }

    /// @param sectorSize of the master
    static String remedy(Reason reason, int sectorSize) {
        return switch (reason) {
            case Reason.RunsFrom _ -> text("here.remedy.system");
            case Reason.InUse _ -> text("here.remedy.used");
            case Reason.Unreadable _ -> text("here.remedy.trouble");
            default -> ReasonWords.remedy(reason, sectorSize);
        };
    }

    /// What is done with a disk.
    static String phase(Phase phase) {
        return phase == Phase.RECEIVING ? text("here.writing") : word(phase);
    }

    /// How a disk has ended: proof or reason.
    static String end(String message) {
        if (Told.STOPPED.isSaidBy(message)) {
            return text("here.stopped");
        }
        boolean known = message.isEmpty() || Told.read(message).isPresent();
        return known ? ToldWords.of(message) : text("here.failed", ToldWords.here(message));
    }
}
