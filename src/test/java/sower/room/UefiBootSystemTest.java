package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.filesystem.FileVolume;
import sower.record.MachineRecord;
import sower.record.RunLog;
import sower.record.RunRecord;

/// The step `uefi-boot-entry` on a machine that no UEFI firmware has started: the files on its EFI
/// partition, and what it says of the rest.
@Tag("system")
class UefiBootSystemTest {
    private static final long LENGTH = 64L << 20;

    @TempDir private Path folder;

    @BeforeEach
    void machineHasWhatIsNeeded() {
        Needs.root();
        Needs.tool("losetup", "sfdisk", "mkfs.fat", "mdir", "mmd", "mcopy");
        Needs.that(
                System.getProperty("os.arch").equals("amd64"), "this test needs an amd64 machine");
        Needs.that(
                !Files.exists(Path.of("/sys/firmware/efi")),
                "this test must not change the boot entries of this machine");
    }

    @Test
    void theDistributionsLoaderIsWhereFirmwareLooksForIt() throws Exception {
        master("uefi", "debian/shimx64.efi", "debian/grubx64.efi");

        var step = deployed();

        assertEquals(List.of(), step.warnings());
        var log = step.postSteps().getFirst().log();
        assertTrue(log.contains("no boot entry"), log);
        assertTrue(log.contains("\\EFI\\BOOT\\BOOTX64.EFI is a copy of \\EFI\\debian\\shim"), log);
        assertEquals("I am debian/shimx64.efi", onTarget("BOOT/BOOTX64.EFI"));
        assertEquals("I am debian/grubx64.efi", onTarget("BOOT/grubx64.efi"));
    }

    @Test
    void aLoaderThatIsThereIsKept() throws Exception {
        master("uefi", "debian/grubx64.efi", "BOOT/BOOTX64.EFI");

        var step = deployed();

        assertEquals(List.of(), step.warnings());
        assertEquals("I am BOOT/BOOTX64.EFI", onTarget("BOOT/BOOTX64.EFI"));
    }

    /// The disk has its proof all the same.
    @Test
    void aDiskWithoutSuchAPartitionSaysSo() throws Exception {
        master("linux");

        assertEquals(
                List.of("step uefi-boot-entry failed: this disk has no EFI system partition"),
                deployed().warnings());
    }

    private void master(String type, String... loaders) throws IOException {
        var master = folder.resolve("master.img");
        FileVolume.sparse(master, LENGTH);
        var table = "label: gpt\nsize=48M, type=%s\n".formatted(type);
        Programs.feed(table, "sfdisk", "-q", master.toString());
        try (var part = LoopDevice.of(master, Master.extent(master, 1))) {
            var device = part.path().toString();
            Programs.run("mkfs.fat", "-F32", device);
            Programs.run("mmd", "-i", device, "::/EFI", "::/EFI/debian");
            for (var loader : loaders) {
                if (loader.toUpperCase(Locale.ROOT).startsWith("BOOT")) {
                    Programs.run("mmd", "-i", device, "::/EFI/BOOT");
                }
                var file = Files.writeString(folder.resolve("loader"), "I am " + loader);
                Programs.run("mcopy", "-i", device, file.toString(), "::/EFI/" + loader);
            }
        }
    }

    private MachineRecord deployed() throws Exception {
        var library = folder.resolve("library");
        Captured.by(folder, folder.resolve("master.img"), library, "lab");
        var steps = Files.writeString(folder.resolve("lab.steps"), "uefi-boot-entry Lab\n");
        var target = folder.resolve("target.img");
        FileVolume.sparse(target, LENGTH);
        var said = OneMachine.deployed(folder, target, 512, "--post", steps.toString());
        assertTrue(said.contains("a boot entry in the firmware"), said);
        var run = RunLog.runs(library).getFirst();
        return RunRecord.of(library, run).machines().getFirst();
    }

    private String onTarget(String loader) throws IOException {
        var target = folder.resolve("target.img");
        var copy = folder.resolve("copy");
        try (var part = LoopDevice.of(target, Master.extent(target, 1))) {
            var device = part.path().toString();
            Programs.run("mcopy", "-o", "-i", device, "::/EFI/" + loader, copy.toString());
        }
        return Files.readString(copy);
    }
}
