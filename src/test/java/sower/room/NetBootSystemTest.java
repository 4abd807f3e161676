package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.Needs;
import sower.Programs;
import sower.capture.MasterDisk;

/// Machines that start from the network, beside the school's DHCP server and without one.
@Tag("system")
class NetBootSystemTest {
    private static final Path BOOT = Path.of("target/boot");
    private static final int START_SECONDS = 400; // a processor that is played, on a busy machine
    private static final int SECONDS = 60;

    @TempDir private Path folder;
    private final List<Process> others = new ArrayList<>();

    @BeforeEach
    void machineHasWhatIsNeeded() {
        Needs.root();
        Needs.tool("ip", "tc", "busybox");
    }

    @AfterEach
    void endAll() throws InterruptedException {
        for (var process : others) {
            process.destroyForcibly().waitFor();
        }
    }

    /// Firmware, our loader, our system, the agent on its console, a person who compares the codes,
    /// the disk, and off.
    @Test
    void aMachineWithoutSystemIsWrittenBesideAnotherDhcpServer() throws Exception {
        Needs.tool("qemu-system-x86_64");
        makeBootFiles();
        var master = MasterDisk.make(folder.resolve("master.img"));
        var image = Captured.by(folder, master, folder.resolve("library"), "lab");
        var disk = Noise.make(folder.resolve("disk.img"), 20 << 20);
        try (var network = Network.make("1gbit", "ws", "router")) {
            router(network);
            network.tap("tap0");
            try (var deploy = deploy(network)) {
                deploy.awaitSaid("on each machine:", SECONDS);
                var machine = machine(network, disk.file());
                deploy.awaitSaid("boot: 52:54:00:00:00:01 (BIOS) ", START_SECONDS);
                deploy.awaitSaid("type: approve ", START_SECONDS);
                var code = deploy.afterWord("type: approve", 1);
                awaitConsole("type there: approve " + code);
                deploy.type("approve " + code + "\n");
                deploy.awaitSaid("1 of 1 machines have shown their plan, 1 ready", START_SECONDS);
                disk.assertUntouched();
                deploy.type("release\n");
                assertEquals(0, deploy.exitCode(START_SECONDS), deploy.said() + console());
                assertTrue(machine.waitFor(START_SECONDS, TimeUnit.SECONDS), console());
            }
        }
        Captured.assertHolds(image, master, disk.file());
        disk.assertUntouchedOutside(image);
    }

    /// It takes a minute, in which other tests go on.
    private static void makeBootFiles() throws IOException {
        if (!Files.exists(BOOT.resolve("initrd")) && Needs.everything()) {
            Programs.run("env", "SOWER_BOOT_LEVEL=6", "jlink/boot");
        }
        Needs.that(Files.exists(BOOT.resolve("initrd")), "this test needs target/boot: jlink/boot");
    }

    @Test
    void addressesAreGivenOutOnlyWhereNobodyElseDoes() throws Exception {
        for (var name : List.of("vmlinuz", "initrd", "undionly.kpxe", "snponly.efi")) {
            Files.writeString(folder.resolve(name), name);
        }
        try (var network = Network.make("1gbit", "ws", "router", "pc")) {
            var router = router(network);
            var second = boot(network);
            assertEquals(1, second.exitCode(SECONDS), second.said());
            assertTrue(
                    second.said().contains(network.address(1) + " gives out addresses in this"),
                    second.said());

            router.destroyForcibly().waitFor();
            try (var only = boot(network)) {
                only.awaitSaid("machines may start", SECONDS);
                var got =
                        Programs.run(
                                "ip",
                                "netns",
                                "exec",
                                network.machines().get(2),
                                "busybox",
                                "udhcpc",
                                "-i",
                                "eth0",
                                "-n",
                                "-q",
                                "-t",
                                "20",
                                "-s",
                                "/bin/true");
                assertTrue(got.contains("lease of 10.93.7.100 obtained"), got);
            }
        }
    }

    private SowerProcess boot(Network network) throws IOException {
        return SowerProcess.start(
                folder,
                network.machines().getFirst(),
                "boot",
                "--listen",
                network.address(0),
                "--boot-files",
                folder.toString(),
                "--boot-range",
                "10.93.7.100-10.93.7.101");
    }

    private SowerProcess deploy(Network network) throws IOException {
        return SowerProcess.start(
                folder,
                network.machines().getFirst(),
                "deploy",
                "lab",
                "--library",
                folder.resolve("library").toString(),
                "--listen",
                network.address(0),
                "--machines",
                "1",
                "--then",
                "power-off",
                "--boot",
                "--boot-files",
                BOOT.toString());
    }

    /// The school's: gives out addresses and knows nothing of us.
    private Process router(Network network) throws IOException {
        Files.writeString(folder.resolve("leases"), "");
        var config =
                Files.writeString(
                        folder.resolve("udhcpd.conf"),
                        """
                        start 10.93.7.200
                        end 10.93.7.210
                        interface eth0
                        lease_file %s
                        pidfile %s
                        option subnet 255.255.255.0
                        option router 10.93.7.2
                        """
                                .formatted(folder.resolve("leases"), folder.resolve("udhcpd.pid")));
        return started(network.machines().get(1), "busybox", "udhcpd", "-f", config.toString());
    }

    private Process machine(Network network, Path disk) throws IOException {
        Files.createFile(folder.resolve("console.txt"));
        return started(
                network.bridge(),
                "qemu-system-x86_64",
                "-machine",
                "q35",
                "-accel",
                "tcg,thread=multi", // KVM is not everywhere
                "-cpu",
                "max",
                "-m",
                "1024",
                "-display",
                "none",
                "-nodefaults",
                "-serial",
                "file:" + folder.resolve("console.txt"),
                "-netdev",
                "tap,id=net,ifname=tap0,script=no,downscript=no",
                "-device",
                "virtio-net-pci,netdev=net,mac=52:54:00:00:00:01,bootindex=1",
                "-drive",
                "if=none,id=disk,format=raw,file=" + disk,
                "-device",
                "nvme,serial=NB1,drive=disk");
    }

    private Process started(String namespace, String... command) throws IOException {
        var all =
                Stream.concat(Stream.of("ip", "netns", "exec", namespace), Arrays.stream(command))
                        .toList();
        var process =
                new ProcessBuilder(all)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(command[0] + ".txt").toFile())
                        .start();
        others.add(process);
        return process;
    }

    private void awaitConsole(String text) throws IOException, InterruptedException {
        for (int i = 0; i < SECONDS * 10 && !console().contains(text); i++) {
            Thread.sleep(100);
        }
        assertTrue(console().contains(text), console());
    }

    private String console() throws IOException {
        return new String(
                Files.readAllBytes(folder.resolve("console.txt")), StandardCharsets.ISO_8859_1);
    }
}
