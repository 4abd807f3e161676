package sower.support;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import sower.deploy.Assignment;
import sower.deploy.Hello;
import sower.deploy.Inventory;
import sower.deploy.Inventory.BootMode;
import sower.deploy.Inventory.Link;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.MachineReport;
import sower.deploy.Phase;
import sower.deploy.PostStep;
import sower.deploy.Roster;
import sower.deploy.RunEvent;
import sower.deploy.StepOutcome;
import sower.disk.Disk;
import sower.image.Geometry;
import sower.record.RunLog;

/// A site's private names, made up from a seed, and runs and a log in which they stand.
final class StrewnSecrets {
    private static final int MACHINES = 6;

    private final Random random;
    private final List<String> all = new ArrayList<>();
    private final List<Site> machines = new ArrayList<>();
    private final String image;
    private final String room;
    private final String user;
    private final String password;
    private final String key;
    private final String ticket;
    private final String address;

    private record Site(
            String id,
            String name,
            String address,
            String serial,
            String mac,
            String diskSerial,
            String wwn,
            String label) {}

    StrewnSecrets(long seed) {
        random = new Random(seed);
        image = secret("image" + letters(5));
        room = secret("Raum " + letters(5));
        user = secret(letters(7));
        password = secret(letters(12));
        key = secret(hex(32));
        byte[] bytes = new byte[48];
        random.nextBytes(bytes);
        ticket = secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        address = address();
        for (int i = 1; i <= MACHINES; i++) {
            machines.add(
                    new Site(
                            secret(hex(16)),
                            secret((i % 2 == 0 ? "講桌-" : "PC") + letters(3) + i),
                            address(),
                            secret(letters(8).toUpperCase(Locale.ROOT)),
                            secret(mac()),
                            secret("S64" + hex(6)),
                            secret("eui." + hex(8)),
                            secret("Backup of " + letters(6))));
        }
    }

    List<String> all() {
        return List.copyOf(all);
    }

    /// Its name.
    String machine(int index) {
        return machines.get(index).name();
    }

    void recordRun(Path library, String run) throws IOException {
        var script = new PostStep(PostStep.Kind.SCRIPT, "curl -u " + password, 60);
        var began =
                new RunEvent.Began(
                        1000,
                        run,
                        image + "@2",
                        key,
                        "signed by this library's own key " + hex(4),
                        "serial=" + machines.getFirst().diskSerial(),
                        false,
                        address + " 6969",
                        6881,
                        new Assignment(Geometry.AS_CAPTURED, List.of(script)),
                        new Roster(room, machines.stream().map(Site::name).toList()));
        try (var log = RunLog.begin(library, began)) {
            for (var machine : machines) {
                var disk = disk(machine);
                log.record(
                        new RunEvent.Planned(
                                2000,
                                machine.address(),
                                hello(machine, disk),
                                "/dev/nvme0n1 is overwritten with " + image + "@2"));
                log.record(
                        new RunEvent.Released(
                                3000, List.of(new RunEvent.Released.Granted(machine.id(), disk))));
                log.record(new RunEvent.Phased(4000, machine.address() + ":6881", report(machine)));
            }
            log.record(
                    new RunEvent.Refused(
                            5000, address + " was turned away: its ticket " + ticket + " is old"));
            log.record(
                    new RunEvent.Ended(
                            6000, false, List.of(machines.getFirst().name() + " failed")));
        }
    }

    List<String> logLines() {
        var lines = new ArrayList<String>();
        lines.add("2026-11-28T10:15:00Z INFO sower.run.Run: opened for " + image + " in " + room);
        lines.add("java.io.IOException: /home/" + user + "/Sower images/" + image + ": no space");
        lines.add("\tat sower.run.Run.open(Run.java:17) C:\\Users\\" + user + "\\x");
        lines.add("ticket 20261128-101500-4f2a." + ticket + " from /" + address + ":40112");
        lines.add("key " + key.toUpperCase(Locale.ROOT));
        for (var machine : machines) {
            lines.add(machine.name() + ".school.example at [" + machine.address() + "]: gone");
            lines.add("wwn=" + machine.wwn() + ", S/N " + machine.diskSerial());
            lines.add("machine " + machine.id() + " (" + machine.serial() + ")");
            lines.add("link " + machine.mac().replace(':', '-') + ", label " + machine.label());
        }
        return lines;
    }

    List<Disk> disks() {
        return List.of(
                new Disk(
                        "nvme0n1",
                        Path.of("/dev/nvme0n1"),
                        "Model",
                        secret("LOCAL" + hex(4)),
                        secret("eui." + hex(8)),
                        512_110_190_592L,
                        512,
                        4096,
                        false,
                        false,
                        false,
                        Disk.Transport.NVME,
                        true,
                        List.of(
                                new Disk.Use(
                                        Path.of("/dev/nvme0n1p1"),
                                        Disk.Use.Kind.MOUNTED,
                                        "/home/" + user))));
    }

    private static Hello hello(Site machine, InventoryDisk disk) {
        return new Hello(
                machine.id(),
                machine.name(),
                new Inventory(
                        "ThinkCentre",
                        machine.serial(),
                        16L << 30,
                        BootMode.UEFI,
                        List.of(
                                new Link(
                                        "enx" + machine.mac().replace(":", ""),
                                        machine.mac(),
                                        1000)),
                        List.of(disk)));
    }

    private InventoryDisk disk(Site machine) {
        return new InventoryDisk(
                "/dev/nvme0n1",
                "SAMSUNG",
                machine.diskSerial(),
                machine.wwn(),
                512_110_190_592L,
                512,
                4096,
                false,
                false,
                false,
                List.of("/dev/nvme0n1p2 is mounted on /media/" + user + "/" + machine.label()),
                new Contents(
                        "gpt", List.of(new Contents.Volume(1, "ntfs", machine.label(), 1L)), ""));
    }

    private MachineReport report(Site machine) {
        return new MachineReport(
                machine.id(),
                machine.name(),
                0,
                Phase.FAILED,
                1,
                2,
                0,
                0,
                0,
                "",
                0,
                "no answer from " + address + " (" + machine.diskSerial() + ")",
                List.of(new StepOutcome("script", "ended with 1", "password " + password)));
    }

    private String secret(String word) {
        all.add(word);
        return word;
    }

    private String address() {
        if (random.nextBoolean()) {
            return secret("fd00::" + hex(2) + ":" + hex(2));
        }
        return secret("10.%d.%d.%d".formatted(within(256), 10 + within(240), 100 + within(150)));
    }

    private String mac() {
        return HexFormat.ofDelimiter(":").formatHex(HexFormat.of().parseHex(hex(6)));
    }

    private String letters(int count) {
        var word = new StringBuilder();
        for (int i = 0; i < count; i++) {
            word.append((char) ('a' + within(26)));
        }
        return word.toString();
    }

    private String hex(int bytes) {
        byte[] digits = new byte[bytes];
        random.nextBytes(digits);
        return HexFormat.of().formatHex(digits);
    }

    private int within(int bound) {
        return random.nextInt(bound);
    }
}
