package sower.desktop;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import sower.desktop.machines.MachinesPage;
import sower.desktop.report.ReportForm;
import sower.desktop.report.ReportPage;
import sower.desktop.shell.Texts;
import sower.enrol.EnrolledMachine;
import sower.record.RunRecord;
import sower.report.ReportWords;
import sower.report.RunReport;

/// What is kept of machines and runs, made up. On the FX thread.
final class SampleRecords {
    private SampleRecords() {}

    static Node machines(List<EnrolledMachine> machines) {
        var page =
                new MachinesPage(
                        new MachinesPage.Wishes() {
                            @Override
                            public void letIn(EnrolledMachine machine) {}

                            @Override
                            public void move(List<EnrolledMachine> machines, String room) {}

                            @Override
                            public void forget(EnrolledMachine machine) {}

                            @Override
                            public void deploy() {}
                        });
        page.show(machines, SampleMachines.rooms(), SampleMachines.NOW);
        return page;
    }

    static Node report(Optional<RunRecord> record) {
        var words = new ReportWords(Texts.language(), Texts.language(), ZoneOffset.UTC);
        return new ReportPage(
                record.map(RunRecord::run).stream().toList(),
                record.map(run -> RunReport.of(run, SampleRun.room(), words)),
                new ReportPage.Wishes() {
                    @Override
                    public void choose(String run) {}

                    @Override
                    public void save(ReportForm form) {}

                    @Override
                    public void print() {}

                    @Override
                    public void leave() {}
                });
    }
}
