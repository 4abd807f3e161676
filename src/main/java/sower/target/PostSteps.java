package sower.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import sower.deploy.PostStep;
import sower.deploy.StepOutcome;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.Filesystems;
import sower.image.Placement.Growth;
import sower.partition.Partition;
import sower.partition.PartitionTable;

/// What is done on a disk that is written and proved, while it still is claimed: a file system
/// grows into its longer partition, and the steps of the run. Each is done in order, each may fail
/// without the others: the disk is as it was captured then.
final class PostSteps {
    private static final int GROWTH_SECONDS = 3600;
    private static final int CORRECTED = 1; // e2fsck(8): and nothing is left to do
    private static final Set<String> LINUX = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs");
    private static final String IN_CHROOT =
            "mount --bind /dev \"$1/dev\" && mount -t sysfs sysfs \"$1/sys\""
                    + " && mount -t proc proc \"$1/proc\" && exec chroot \"$1\" /bin/sh -e -s";

    private final BlockDevice target;
    private final Optional<PartitionTable> table;
    private final Consumer<String> says;

    /// @param target claimed
    /// @param says told each step's name as it begins
    PostSteps(BlockDevice target, Optional<PartitionTable> table, Consumer<String> says) {
        this.target = target;
        this.table = table;
        this.says = says;
    }

    List<StepOutcome> run(Optional<Growth> growth, List<PostStep> steps) {
        var outcomes = new ArrayList<StepOutcome>();
        growth.ifPresent(it -> {
            var name = "grow " + it.filesystem() + " of partition " + it.slot();
            outcomes.add(attempt(name, GROWTH_SECONDS, log -> grow(it, log)));
        });
        for (var step : steps) {
            outcomes.add(
                    attempt(step.kind().words(), step.timeoutSeconds(), log -> run(step, log)));
        }
        return outcomes;
    }

    private void run(PostStep step, StepLog log) throws IOException {
        switch (step.kind()) {
            case HOST_NAME -> inSystem(log, root -> name(step.value(), root, log));
            case MACHINE_ID -> inSystem(log, PostSteps::newMachineId);
            case SSH_HOST_KEYS -> inSystem(log, root -> newHostKeys(root, log));
            case SCRIPT -> inSystem(log, root -> inChroot(step.value(), root, log));
            case UEFI_BOOT_ENTRY ->
                    new UefiBoot(target, Path.of("/"), log).enter(table, step.value());
        }
    }

    private interface Work {
        void with(StepLog log) throws IOException;
    }

    private StepOutcome attempt(String name, int timeoutSeconds, Work work) {
        says.accept("on the written disk: " + name);
        var log = new StepLog(timeoutSeconds);
        try {
            work.with(log);
            target.flush();
            return new StepOutcome(name, "", log.toString());
        } catch (IOException failure) {
            return new StepOutcome(name, String.valueOf(failure.getMessage()), log.toString());
        }
    }

    private void grow(Growth growth, StepLog log) throws IOException {
        try (var partition = open(growth.extent(), log)) {
            var device = partition.device();
            switch (growth.filesystem()) {
                case "ext2", "ext3", "ext4" -> {
                    int code = log.attempt("", "e2fsck", "-f", "-p", device);
                    if (code > CORRECTED) {
                        throw new IOException("e2fsck ended with code " + code);
                    }
                    log.run("resize2fs", device);
                }
                case "ntfs" -> log.feed("y\n", "ntfsresize", "--force", "--force", device);
                case "xfs" ->
                        partition.mounted(
                                log, "xfs", folder -> log.run("xfs_growfs", folder.toString()));
                case "btrfs" ->
                        partition.mounted(
                                log,
                                "btrfs",
                                folder ->
                                        log.run(
                                                "btrfs",
                                                "filesystem",
                                                "resize",
                                                "max",
                                                folder.toString()));
                default -> throw new IOException("no program grows " + growth.filesystem());
            }
        }
    }

    private LoopPartition open(Extent extent, StepLog log) throws IOException {
        return LoopPartition.of(target.path(), extent, target.logicalSectorSize(), log);
    }

    /// In the root folder of the one Linux system on the disk.
    private void inSystem(StepLog log, LoopPartition.Work work) throws IOException {
        for (var partition : table.map(PartitionTable::partitions).orElse(List.of())) {
            var filesystem = Filesystems.probe(target.slice(partition.extent())).kind();
            if (LINUX.contains(filesystem) && done(partition, filesystem, log, work)) {
                return;
            }
        }
        throw new IOException("no partition of this disk holds a Linux system");
    }

    private boolean done(
            Partition partition, String filesystem, StepLog log, LoopPartition.Work work)
            throws IOException {
        var found = new boolean[1];
        try (var device = open(partition.extent(), log)) {
            device.mounted(
                    log,
                    filesystem,
                    root -> {
                        found[0] = Files.exists(root.resolve("etc/passwd"));
                        if (found[0]) {
                            work.in(root);
                        }
                    });
        }
        return found[0];
    }

    private static void newMachineId(Path root) throws IOException {
        replace(root, "etc/machine-id", "");
        var other = root.resolve("var/lib/dbus/machine-id");
        if (Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)) {
            inside(root, other);
            Files.delete(other);
        }
    }

    private static void name(String name, Path root, StepLog log) throws IOException {
        replace(root, "etc/hostname", name + "\n");
        var hosts = root.resolve("etc/hosts");
        if (Files.isRegularFile(hosts, LinkOption.NOFOLLOW_LINKS)) {
            var kept =
                    Files.readString(hosts)
                            .lines()
                            .filter(line -> !line.startsWith("127.0.1.1"))
                            .collect(Collectors.joining("\n"));
            replace(root, "etc/hosts", kept + "\n127.0.1.1\t" + name + "\n");
        }
        log.note("this machine is called " + name);
    }

    private static void newHostKeys(Path root, StepLog log) throws IOException {
        var folder = root.resolve("etc/ssh");
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no OpenSSH in the system on the disk");
        }
        inside(root, folder.resolve("any"));
        List<Path> old;
        try (var files = Files.list(folder)) {
            old =
                    files.filter(file -> file.getFileName().toString().startsWith("ssh_host_"))
                            .toList();
        }
        for (var key : old) {
            Files.delete(key);
        }
        inChroot("ssh-keygen -A", root, log);
    }

    /// Nothing that it starts outlives it, and it sees no process of this machine.
    private static void inChroot(String script, Path root, StepLog log) throws IOException {
        log.feed(
                script,
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                IN_CHROOT,
                "sh",
                root.toString());
    }

    /// Writes a file of the system anew; a link in its place is replaced, not followed.
    private static void replace(Path root, String name, String text) throws IOException {
        var file = root.resolve(name);
        inside(root, file);
        Files.deleteIfExists(file);
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A link in the image must not lead to a folder of this machine.
    private static void inside(Path root, Path file) throws IOException {
        var folder = file.resolveSibling("").toRealPath();
        if (!folder.startsWith(root.toRealPath())) {
            throw new IOException(
                    "%s leads out of the system on the disk".formatted(root.relativize(file)));
        }
    }
}
