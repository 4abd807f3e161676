package sower.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sower.disk.BlockDevice;
import sower.partition.Partition;
import sower.partition.PartitionTable;

/// How a machine's firmware finds the written disk: by an entry among its boot variables
/// (efibootmgr(8)), and where it has forgotten them by the path of removable media, UEFI 3.5.1.1:
/// `\EFI\BOOT\BOOTX64.EFI` on the EFI system partition, which is a FAT and is read and written by
/// mtools, so that nothing is mounted.
final class UefiBoot {
    private static final List<String> SYSTEM_PARTITION =
            List.of("C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "EF"); // GPT, MBR
    private static final Pattern ENTRY = Pattern.compile("Boot([0-9A-F]{4})\\*? +(.*?)\t(.*)");

    private static final int LIST_SECONDS = 30;

    private final BlockDevice disk;
    private final Path root;
    private final StepLog log;
    private final String cpu;

    /// @param root where `sys` is: `/` but for tests
    UefiBoot(BlockDevice disk, Path root, StepLog log) {
        this.disk = disk;
        this.root = root;
        this.log = log;
        this.cpu =
                switch (System.getProperty("os.arch", "")) {
                    case "aarch64" -> "aa64";
                    case "x86", "i386" -> "ia32";
                    default -> "x64";
                };
    }

    /// @param label of the entry; empty for the name of the loader's folder
    void enter(Optional<PartitionTable> table, String label) throws IOException {
        var partition = table.flatMap(UefiBoot::systemPartition);
        if (partition.isEmpty()) {
            throw new IOException("this disk has no EFI system partition");
        }
        String loader;
        try (var device =
                LoopPartition.of(
                        disk.path(), partition.get().extent(), disk.logicalSectorSize(), log)) {
            loader = removable(device.device());
        }
        if (!Files.isDirectory(root.resolve("sys/firmware/efi/efivars"))) {
            log.note(
                    "this machine shows no variables of a UEFI firmware (it was started another way), so there is no boot entry; a UEFI firmware finds the disk by "
                            + backslashes(removablePath()));
            return;
        }
        var shown = label.isEmpty() ? loader.split("/")[1] : label;
        var listing = new StepLog(LIST_SECONDS).run("efibootmgr", "-v");
        for (var stale : entries(listing, shown, partition.get())) {
            log.run("efibootmgr", "-q", "-b", stale, "-B");
        }
        log.run(
                "efibootmgr",
                "-c",
                "-d",
                disk.path().toString(),
                "-p",
                String.valueOf(partition.get().slot()),
                "-L",
                shown,
                "-l",
                backslashes(loader));
    }

    private static Optional<Partition> systemPartition(PartitionTable table) {
        return table.partitions().stream()
                .filter(each -> SYSTEM_PARTITION.contains(each.type().toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /// Entries that an earlier run has made for the same partition under the same label.
    ///
    /// @param listing of `efibootmgr -v`
    /// @return their numbers
    static List<String> entries(String listing, String label, Partition partition) {
        return listing.lines()
                .map(ENTRY::matcher)
                .filter(Matcher::matches)
                .filter(entry -> entry.group(2).equals(label))
                .filter(entry ->
                        entry.group(3)
                                .toUpperCase(Locale.ROOT)
                                .contains(partition.uuid().toUpperCase(Locale.ROOT)))
                .map(entry -> entry.group(1))
                .toList();
    }

    /// Puts a loader where firmware without an entry looks for one, unless there is one.
    ///
    /// @return the loader of the distribution, such as `EFI/debian/shimx64.efi`, or the removable
    ///   one where there is no other
    private String removable(String device) throws IOException {
        var files = files(device);
        var there = find(files, removablePath());
        var loader = loader(files);
        if (there.isPresent()) {
            log.note(backslashes(there.get()) + " is there already");
            return loader.orElse(there.get());
        }
        if (loader.isEmpty()) {
            throw new IOException(
                    "the EFI system partition holds no boot loader for %s (such as EFI/debian/shim%s.efi)"
                            .formatted(cpu, cpu));
        }
        if (find(files, "EFI/BOOT/").isEmpty()) {
            log.run("mmd", "-i", device, "::/EFI/BOOT");
        }
        copy(device, loader.get(), removablePath());
        if (loader.get().toLowerCase(Locale.ROOT).contains("/shim")) { // which starts its neighbour
            var folder = loader.get().substring(0, loader.get().lastIndexOf('/') + 1);
            for (var next : List.of("grub" + cpu + ".efi", "mm" + cpu + ".efi")) {
                var neighbour = find(files, folder + next);
                if (neighbour.isPresent()) {
                    copy(device, neighbour.get(), "EFI/BOOT/" + next);
                }
            }
        }
        return loader.get();
    }

    /// What is on the partition, without the leading slash; folders end with one.
    private List<String> files(String device) throws IOException {
        var listing = new StepLog(LIST_SECONDS).run("mdir", "-b", "-/", "-i", device, "::/");
        return listing.lines()
                .filter(line -> line.startsWith("::/"))
                .map(line -> line.substring("::/".length()))
                .toList();
    }

    /// FAT tells no capitals.
    private static Optional<String> find(List<String> files, String name) {
        return files.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    private Optional<String> loader(List<String> files) {
        var wanted = new ArrayList<String>();
        for (var name : List.of("shim%s.efi", "grub%s.efi", "systemd-boot%s.efi")) {
            wanted.add("/" + name.formatted(cpu));
        }
        wanted.add("/boot/bootmgfw.efi"); // Windows
        return wanted.stream()
                .flatMap(end -> inFolder(files, end))
                .filter(file -> !file.toLowerCase(Locale.ROOT).startsWith("efi/boot/"))
                .findFirst();
    }

    private static Stream<String> inFolder(List<String> files, String end) {
        return files.stream()
                .filter(file -> file.toLowerCase(Locale.ROOT).startsWith("efi/"))
                .filter(file -> file.toLowerCase(Locale.ROOT).endsWith(end))
                .sorted();
    }

    private void copy(String device, String from, String to) throws IOException {
        var file = Files.createTempFile("sower-loader", ".efi");
        try {
            log.run("mcopy", "-o", "-i", device, "::/" + from, file.toString());
            log.run("mcopy", "-o", "-i", device, file.toString(), "::/" + to);
        } finally {
            Files.delete(file);
        }
        log.note("%s is a copy of %s".formatted(backslashes(to), backslashes(from)));
    }

    private String removablePath() {
        return "EFI/BOOT/BOOT" + cpu.toUpperCase(Locale.ROOT) + ".EFI";
    }

    private static String backslashes(String path) {
        return "\\" + path.replace('/', '\\');
    }
}
