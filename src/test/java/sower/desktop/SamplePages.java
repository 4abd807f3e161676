package sower.desktop;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import sower.deploy.MachineSnapshot;
import sower.deploy.RehearsalRow;
import sower.deploy.RoomPlan;
import sower.desktop.deploy.DeployPage;
import sower.desktop.deploy.RoomModel;
import sower.desktop.deploy.RoomOrders;
import sower.desktop.disks.Chosen;
import sower.desktop.disks.DisksPage;
import sower.desktop.disks.SurveyedDisk;
import sower.desktop.images.ImagesPage;
import sower.desktop.images.ShelvedImage;
import sower.desktop.network.Advice;
import sower.desktop.network.NetworkPage;
import sower.desktop.rehearsal.ListenAddress;
import sower.desktop.rehearsal.RehearsalModel;
import sower.desktop.rehearsal.RoomChoices;
import sower.desktop.rehearsal.RoomOrder;
import sower.enrol.EnrolledMachine;
import sower.enrol.EnrolledMachine.State;
import sower.netboot.BootAccess.Way;
import sower.netboot.BootPlan;
import sower.netboot.BootRequest;
import sower.netboot.BootRequest.Firmware;
import sower.netboot.BootRequest.Stage;
import sower.netboot.BootSnapshot;
import sower.netboot.OtherServer;

/// Every page of the window with made-up contents. On the FX thread.
final class SamplePages {
    private static final String LINE =
            "sudo sower target --workstation 192.168.20.5:6969 --ticket 20261128-101500-4f2a.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";

    private static final InetAddress HERE = InetAddress.ofLiteral("192.168.20.5");

    private SamplePages() {}

    private static DisksPage disksPage() {
        return new DisksPage(
                new DisksPage.Wishes() {
                    @Override
                    public void relist(boolean withLoops) {}

                    @Override
                    public void askToRead() {}

                    @Override
                    public void capture(Chosen what) {}

                    @Override
                    public void unlock(SurveyedDisk disk, boolean now) {}
                });
    }

    /// The chosen disk was taken out, and another one came.
    static Node hotPlug() {
        var page = disksPage();
        page.show(SampleDisks.all(), Set.of());
        page.selection().whole(SampleDisks.master());
        var others = new ArrayList<>(SampleDisks.all());
        others.remove(SampleDisks.master());
        page.show(others, Set.of(others.getFirst().disk().path()));
        return page;
    }

    static Node disks(boolean chosen) {
        var page = disksPage();
        page.show(SampleDisks.all(), Set.of());
        if (chosen) {
            page.selection().choose(SampleDisks.master(), Set.of(1, 3, 4));
        } else {
            page.welcome(() -> {}, () -> {});
        }
        return page;
    }

    static List<ShelvedImage> sample() {
        return List.of(
                SampleDisks.image("lab-windows-2026", 2, false),
                SampleDisks.image("lab-windows-2026", 1, false),
                SampleDisks.image("practice-disk", 1, true));
    }

    static Node images(List<ShelvedImage> images) {
        var page =
                new ImagesPage(
                        new ImagesPage.Wishes() {
                            @Override
                            public void deploy(ShelvedImage image) {}

                            @Override
                            public void writeHere(ShelvedImage image) {}

                            @Override
                            public void delete(ShelvedImage image) {}

                            @Override
                            public void restore(ShelvedImage image) {}

                            @Override
                            public void capture() {}
                        });
        page.show(images);
        if (!images.isEmpty()) {
            page.offerUndo(images.getFirst());
        }
        return page;
    }

    static DeployPage deploy() {
        return new DeployPage(
                new DeployPage.Wishes() {
                    @Override
                    public RoomOrders orders() {
                        return tellNobody();
                    }

                    @Override
                    public void start(ShelvedImage image) {}

                    @Override
                    public void stop() {}

                    @Override
                    public void leave() {}

                    @Override
                    public void report() {}

                    @Override
                    public void capture() {}

                    @Override
                    public void open(RoomOrder order) {}

                    @Override
                    public void close() {}

                    @Override
                    public void letIn(EnrolledMachine machine) {}

                    @Override
                    public void release(List<RehearsalRow> rows) {}
                });
    }

    private static RoomOrders tellNobody() {
        return new RoomOrders() {
            @Override
            public void pause(MachineSnapshot machine, boolean now) {}

            @Override
            public void pauseAll(boolean now) {}

            @Override
            public void call(MachineSnapshot machine) {}

            @Override
            public void stop(MachineSnapshot machine) {}

            @Override
            public void retry(List<MachineSnapshot> failed) {}
        };
    }

    static Node choose(List<ShelvedImage> images) {
        var page = deploy();
        page.choose(images, Optional.empty());
        return page;
    }

    static Node roomForm() {
        var page = deploy();
        var networks = List.of(new ListenAddress("eth0", HERE));
        page.ask(
                SampleRehearsal.order().image(),
                new RoomChoices(networks, SampleMachines.rooms(), List.of()),
                Optional.empty(),
                List.of(advice(Advice.Case.LINK_SLOW, "eth0", 100)));
        return page;
    }

    static DeployPage rehearsal(List<RehearsalRow> rows) {
        var page = deploy();
        var model = new RehearsalModel();
        page.rehearse(SampleRehearsal.order(), LINE, model, new RoomModel());
        model.accept(rows, List.of(), List.of());
        return page;
    }

    static Node rehearsedRun() {
        var page = deploy();
        var rehearsal = new RehearsalModel();
        var room = new RoomModel();
        var sample = new SampleRoom(6, 7, false);
        page.rehearse(SampleRehearsal.order(), LINE, rehearsal, room);
        page.released("");
        for (int i = 0; i < 60; i++) {
            rehearsal.accept(SampleRehearsal.room(true), List.of(), List.of());
            room.accept(sample.next());
        }
        return page;
    }

    /// A run that has ended: one machine has failed, one that had waits for another release.
    static Node endedWithFailures() {
        var page = deploy();
        var rehearsal = new RehearsalModel();
        var room = new RoomModel();
        page.rehearse(SampleRehearsal.order(), LINE, rehearsal, room);
        page.released("");
        rehearsal.accept(
                List.of(SampleRehearsal.machine(9, RehearsalRow.State.LATE)), List.of(), List.of());
        var sample = new SampleRoom(6, 7, true);
        for (int i = 0; i < 359; i++) {
            room.accept(sample.next());
        }
        return page;
    }

    /// Fourteen machines on both sides of an aisle.
    static Node arranged() {
        var seats = new HashMap<String, RoomPlan.Seat>();
        for (int i = 0; i < 14; i++) {
            int column = i % 6 < 3 ? i % 6 : i % 6 + 1;
            seats.put("PC-%02d".formatted(i + 1), new RoomPlan.Seat(i / 6, column));
        }
        var model = new RoomModel();
        model.arrange(new RoomPlan("lab-204", seats));
        return room(model, 15, 74, true);
    }

    static Node net(int machines) {
        var model = new RoomModel();
        model.netProperty().set(true);
        return room(model, machines, 60, machines < 100);
    }

    static Node room(int machines, int seconds, boolean withTrouble) {
        return room(new RoomModel(), machines, seconds, withTrouble);
    }

    private static Node room(RoomModel model, int machines, int seconds, boolean withTrouble) {
        var sample = new SampleRoom(machines, 7, withTrouble);
        var page = deploy();
        page.run(model);
        for (int i = 0; i < seconds; i++) {
            model.accept(sample.next());
        }
        return page;
    }

    static Node newcomers() {
        var page = deploy();
        var model = new RehearsalModel();
        page.rehearse(SampleRehearsal.order(), LINE, model, new RoomModel());
        var newcomers =
                List.of(
                        SampleMachines.machine(12, State.WAITING, "7k3q-m0x9", 1),
                        SampleMachines.machine(13, State.WAITING, "p2d8-4vwz", 2));
        model.accept(SampleRehearsal.room(false), newcomers, List.of());
        return page;
    }

    static Node network() {
        var page = networkPage();
        page.showBootOff(Way.PASSWORD, List.of(new ListenAddress("eth0", HERE)), Optional.empty());
        return page;
    }

    /// Machines start from it, beside a DHCP server that also starts some.
    static Node netBoot() {
        var page = networkPage();
        var here = HERE.getHostAddress();
        page.showBootOn(
                new BootPlan(HERE, here + ":6969", Optional.empty()),
                new BootSnapshot(
                        List.of(
                                booting(1, Firmware.UEFI, Stage.STARTED, 1, 1),
                                booting(2, Firmware.UEFI, Stage.SYSTEM, 21, 58),
                                booting(3, Firmware.BIOS, Stage.KERNEL, 4, 9),
                                booting(4, Firmware.OTHER, Stage.ASKS, 0, 0)),
                        List.of(
                                new OtherServer("192.168.20.1", true, false),
                                new OtherServer("192.168.20.9", false, true))));
        return page;
    }

    private static BootRequest booting(
            int number, Firmware firmware, Stage stage, long bytes, long length) {
        return new BootRequest(
                "52:54:00:12:34:0" + number,
                firmware,
                stage,
                "192.168.20." + (100 + number),
                "initrd",
                bytes << 20,
                length << 20,
                10 - number);
    }

    private static NetworkPage networkPage() {
        var page =
                new NetworkPage(
                        new NetworkPage.Wishes() {
                            @Override
                            public void look() {}

                            @Override
                            public void switchOn(BootPlan plan) {}

                            @Override
                            public void switchOff() {}
                        });
        page.show(
                List.of(
                        advice(Advice.Case.ADDRESSES, "192.168.20.5 (eth0)"),
                        advice(Advice.Case.LINK_SLOW, "eth0", 100),
                        advice(Advice.Case.PORT_TAKEN, "6969", "opentracker (812)"),
                        advice(Advice.Case.FIREWALL, "ufw", "6969"),
                        advice(Advice.Case.LOSS, 3),
                        advice(Advice.Case.ROOM_DAMAGE, "PC-17", 312),
                        advice(Advice.Case.ROOM_SLOW, "PC-07, PC-12", 100, 1000)));
        return page;
    }

    private static Advice advice(Advice.Case about, Object... figures) {
        return new Advice(about, List.of(figures));
    }
}
