package sower.desktop.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sower.desktop.SampleRehearsal.disk;
import static sower.desktop.SampleRehearsal.machine;

import java.util.List;
import org.junit.jupiter.api.Test;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RehearsalRow;
import sower.deploy.RehearsalRow.State;
import sower.deploy.Verdict;
import sower.desktop.SampleRehearsal;

class RehearsalModelTest {
    private final RehearsalModel model = new RehearsalModel();

    @Test
    void oneSecondsNewsAreOneChange() {
        accept(List.of(machine(1, State.READY), machine(2, State.READY)));
        model.chooseAllReady();
        long before = model.changesProperty().get();

        model.accept(
                List.of(machine(1, State.RELEASED), machine(2, State.RELEASED)),
                List.of(),
                List.of("PC-09"));

        assertEquals(before + 1, model.changesProperty().get());
        assertEquals(List.of(), model.chosen());
    }

    @Test
    void aChoiceOfAllIsOneChangeToo() {
        accept(SampleRehearsal.room(false));
        long before = model.changesProperty().get();

        model.chooseAllReady();
        model.chooseNone();

        assertEquals(before + 2, model.changesProperty().get());
    }

    @Test
    void nothingIsChosenBeforehand() {
        accept(SampleRehearsal.room(false));

        assertEquals(List.of(), model.chosen());
        assertEquals(6, model.ready().size());
    }

    @Test
    void whoStandsAsideCannotBeChosen() {
        accept(SampleRehearsal.room(false));

        model.machines().forEach(each -> model.choose(each, true));

        assertEquals(model.ready(), model.chosen());
    }

    @Test
    void aMachineStaysChosenWhileItsPlanStays() {
        accept(List.of(machine(1, State.READY), machine(2, State.READY)));
        model.choose(model.machines().getFirst(), true);

        accept(List.of(machine(1, State.LATE), machine(2, State.READY)));

        assertEquals(List.of(machine(1, State.LATE)), model.chosen());
    }

    @Test
    void anotherPlanMustBeChosenAnew() {
        accept(List.of(machine(1, State.READY)));
        model.chooseAllReady();

        var other = machine(1, State.READY);
        accept(
                List.of(
                        new RehearsalRow(
                                other.id(),
                                other.name(),
                                other.address(),
                                other.inventory(),
                                new Verdict.Ready(
                                        SampleRehearsal.disk("/dev/sdb", 9, 1), 0, List.of()),
                                State.READY,
                                false)));

        assertEquals(List.of(), model.chosen());
    }

    @Test
    void aReleasedMachineThatDoesNotBeginIsStillShown() {
        accept(List.of(machine(1, State.RELEASED)));

        assertEquals(1, model.outside(List.of()).size());
    }

    @Test
    void aFewDisksAreReleasedWithoutANumberAndManyWithTheirNumber() {
        var five = ReleaseQuestion.ofRoom(SampleRehearsal.order().image(), ready(5), 0);
        var six = ReleaseQuestion.ofRoom(SampleRehearsal.order().image(), ready(6), 0);

        assertTrue(five.isAnsweredBy(""));
        assertFalse(six.isAnsweredBy(""));
        assertFalse(six.isAnsweredBy("5"));
        assertTrue(six.isAnsweredBy(" 6 "));
    }

    @Test
    void theQuestionNamesMachinesDisksImageAndVersion() {
        var question = ReleaseQuestion.ofRoom(SampleRehearsal.order().image(), ready(7), 1);

        assertEquals(
                "Overwrite 7 disks of 7 machines with lab-windows-2026, version\u00a02?",
                question.title());
        assertEquals("lab-windows-2026, version\u00a02", question.from());
        assertEquals("The disks of 7 machines", question.to());
        assertEquals(
                "Everything on these disks is lost. The other machine in the room stays as it is.",
                question.consequence());
        assertEquals(
                "PC-01  ·  512\u00a0GB  ·  /dev/nvme0n1  ·  SAMSUNG MZVL2512  ·  S/N S64KNX07919",
                question.lines().getFirst().overwritten());
        assertEquals(
                "Now on it: GPT, 3 partitions: vfat “EFI” 500\u00a0MB, ntfs “Windows”"
                        + " 300\u00a0GB, ext4 “home” 200\u00a0GB",
                question.lines().getFirst().lost());
    }

    @Test
    void theQuestionNamesEveryDiskOfThisComputer() {
        var disks = List.of(disk("/dev/sdb", 512_000_000_000L, 1), disk("/dev/sdc", 4096, 3));

        var question = ReleaseQuestion.ofDisks(SampleRehearsal.order().image(), disks, 1);

        assertEquals(
                "Overwrite 2 disks of this computer with lab-windows-2026, version\u00a02?",
                question.title());
        assertEquals(
                "Everything on these disks is lost. The other disk of this computer stays as it is.",
                question.consequence());
        assertEquals(
                List.of(
                        "512\u00a0GB  ·  /dev/sdb  ·  SAMSUNG MZVL2512  ·  S/N S64KNX07919",
                        "4.10\u00a0kB  ·  /dev/sdc  ·  SAMSUNG MZVL2512  ·  S/N S64KNX23757"),
                question.lines().stream().map(ReleaseQuestion.Line::overwritten).toList());
    }

    @Test
    void onlyWhoCameAfterTheReleaseJoins() {
        var late = new LateComers(Late.JOIN);
        assertEquals(List.of(), late.joining(List.of(machine(2, State.LATE))));

        late.released(List.of(machine(1, State.RELEASED), machine(2, State.LATE)));

        var all = List.of(machine(2, State.LATE), machine(3, State.LATE));
        assertEquals(List.of(machine(3, State.LATE)), late.joining(all));
        assertEquals(List.of(), late.joining(all));
    }

    @Test
    void nobodyJoinsWhereLateOnesWait() {
        var late = new LateComers(Late.WAIT);
        late.released(List.of(machine(1, State.RELEASED)));

        assertEquals(List.of(), late.joining(List.of(machine(2, State.LATE))));
    }

    private static List<RehearsalRow> ready(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(number -> machine(number, State.READY))
                .toList();
    }

    private void accept(List<RehearsalRow> rows) {
        model.accept(rows, List.of(), List.of());
    }
}
