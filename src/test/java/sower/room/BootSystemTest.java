package sower.room;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.FileVolume;

/// A disk that was written starts: firmware, GRUB, Debian's kernel, a login prompt with the name
/// that the machine was given.
@Tag("system")
class BootSystemTest {
    private static final long MIB = 1 << 20;
    private static final Extent CORE = new Extent(MIB, MIB);
    private static final Extent ROOT = new Extent(2 * MIB, 120 * MIB);
    private static final Path BOOT = Path.of("/usr/lib/grub/i386-pc/boot.img");
    private static final int SECTOR = 512;
    private static final int BOOT_CODE = 440;
    private static final int SECONDS = 150; // a processor that is played, on a busy machine

    @TempDir private Path folder;

    @BeforeEach
    void machineHasWhatIsNeeded() throws IOException {
        Needs.root();
        Needs.tool("losetup", "sfdisk", "mke2fs", "mount", "umount", "qemu-system-x86_64");
        Needs.tool("grub-mkimage", "busybox");
        Needs.that(Files.exists(BOOT), "this test needs GRUB's parts (grub-pc-bin)");
        Needs.that(kernel("vmlinuz-").isPresent(), "this test needs linux-image-cloud-amd64");
        Needs.that(kernel("initrd.img-").isPresent(), "this test needs its initrd");
    }

    @Test
    void aWrittenDiskReachesItsLoginPrompt() throws Exception {
        Captured.by(folder, master(), folder.resolve("library"), "lab");
        Files.writeString(folder.resolve("lab.steps"), "host-name lab-{n}\n");
        var target = Noise.make(folder.resolve("target.img"), 160 * MIB).file();

        var post = folder.resolve("lab.steps").toString();
        OneMachine.deployed(folder, target, SECTOR, "--grow", "last", "--post", post);

        var console = started(target);
        assertTrue(console.contains("lab-1 login:"), console);
    }

    /// What a machine with this disk says on its serial line until it asks who is there.
    private String started(Path disk) throws Exception {
        var console = Files.createFile(folder.resolve("console.txt"));
        var machine =
                new ProcessBuilder(
                                "qemu-system-x86_64",
                                "-accel",
                                "tcg", // KVM is not everywhere, nor quick for firmware where it is
                                "-cpu",
                                "max",
                                "-m",
                                "512",
                                "-display",
                                "none",
                                "-nic",
                                "none",
                                "-no-reboot",
                                "-serial",
                                "file:" + console,
                                "-drive",
                                "format=raw,if=virtio,snapshot=on,file=" + disk)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("qemu.txt").toFile())
                        .start();
        try {
            for (int i = 0; i < SECONDS * 4 && machine.isAlive(); i++) {
                if (text(console).contains(" login:")) {
                    break;
                }
                Thread.sleep(250);
            }
            return text(console) + Files.readString(folder.resolve("qemu.txt"));
        } finally {
            machine.destroyForcibly().waitFor();
        }
    }

    private static String text(Path console) throws IOException {
        return new String(Files.readAllBytes(console), StandardCharsets.ISO_8859_1);
    }

    private Path master() throws IOException {
        var file = folder.resolve("master.img");
        FileVolume.sparse(file, 130 * MIB);
        var table =
                """
                label: gpt
                start=1M, size=1M, type=21686148-6449-6E6F-744E-656564454649
                start=2M, size=120M, type=linux
                """;
        Programs.feed(table, "sfdisk", "-q", file.toString());
        installGrub(file);
        var point = Files.createDirectories(folder.resolve("root"));
        try (var root = LoopDevice.of(file, ROOT)) {
            Programs.run("mke2fs", "-q", "-t", "ext4", root.path().toString());
            Programs.run("mount", root.path().toString(), point.toString());
            try {
                furnish(point);
            } finally {
                Programs.run("umount", point.toString());
            }
        }
        return file;
    }

    /// What grub-install does, without asking the system which disk it is: the boot code is told
    /// where the core begins, the core where the rest of it is.
    private void installGrub(Path disk) throws IOException {
        var config =
                """
                serial --unit=0
                terminal_output serial
                set root=(hd0,gpt2)
                linux /vmlinuz root=/dev/vda2 ro console=ttyS0 panic=10
                initrd /initrd.img
                boot
                """;
        var early = Files.writeString(folder.resolve("early.cfg"), config).toString();
        var image = folder.resolve("core.img");
        Programs.run(
                "grub-mkimage",
                "-O",
                "i386-pc",
                "-o",
                image.toString(),
                "-p",
                "(hd0,gpt2)/",
                "-c",
                early,
                "biosdisk",
                "part_gpt",
                "ext2",
                "linux",
                "serial",
                "terminal");
        long first = CORE.offset() / SECTOR;
        var boot = ByteBuffer.wrap(Files.readAllBytes(BOOT)).order(ByteOrder.LITTLE_ENDIAN);
        boot.putLong(0x5C, first); // GRUB_BOOT_MACHINE_KERNEL_SECTOR
        boot.putShort(0x66, (short) 0x9090); // GRUB_BOOT_MACHINE_DRIVE_CHECK: not a floppy
        byte[] bytes = Files.readAllBytes(image);
        bytes = Arrays.copyOf(bytes, (bytes.length + SECTOR - 1) / SECTOR * SECTOR);
        var core = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        core.putLong(SECTOR - 12, first + 1); // struct grub_pc_bios_boot_blocklist
        core.putShort(SECTOR - 4, (short) (bytes.length / SECTOR - 1));
        core.putShort(SECTOR - 2, (short) 0x820);
        try (var target = BlockDevice.claimTarget(disk)) {
            target.write(0, boot.slice(0, BOOT_CODE));
            target.write(CORE.offset(), core);
        }
    }

    /// A kernel, BusyBox, and one terminal on which somebody may log in.
    private static void furnish(Path root) throws IOException {
        for (var name : List.of("bin", "sbin", "etc", "proc", "sys", "dev", "run", "root")) {
            Files.createDirectories(root.resolve(name));
        }
        var busybox = Files.exists(Path.of("/bin/busybox")) ? "/bin/busybox" : "/usr/bin/busybox";
        Programs.run("cp", "-L", busybox, root.resolve("bin/busybox").toString());
        for (var name : List.of("bin/sh", "bin/getty", "bin/login", "bin/hostname", "sbin/init")) {
            Files.createSymbolicLink(root.resolve(name), Path.of("/bin/busybox"));
        }
        var copies = List.of("vmlinuz-", "initrd.img-");
        for (var name : copies) {
            var to = root.resolve(name.substring(0, name.length() - 1));
            Programs.run("cp", kernel(name).orElseThrow().toString(), to.toString());
        }
        Files.writeString(root.resolve("etc/passwd"), "root::0:0:root:/root:/bin/sh\n");
        Files.writeString(root.resolve("etc/hostname"), "master\n");
        Files.writeString(
                root.resolve("etc/inittab"),
                """
                ::sysinit:/bin/hostname -F /etc/hostname
                ttyS0::respawn:/bin/getty -L 115200 ttyS0 vt100
                """);
    }

    private static Optional<Path> kernel(String prefix) throws IOException {
        var folder = Path.of("/boot");
        if (Files.notExists(folder)) {
            return Optional.empty();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.toString().endsWith("-cloud-amd64"))
                    .sorted()
                    .findFirst();
        }
    }
}
