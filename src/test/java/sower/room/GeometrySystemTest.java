package sower.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.filesystem.FileVolume;
import sower.filesystem.Filesystems;
import sower.partition.Gpt;
import sower.partition.PartitionTable;
import sower.record.RunRecord;

/// A workstation and one machine, two processes: disks that are not like the master, and what is
/// done on them after they were written.
@Tag("system")
class GeometrySystemTest {
    private static final long MIB = 1 << 20;
    private static final long MASTER = 402 * MIB;
    private static final Extent PART = new Extent(MIB, 400 * MIB);

    @TempDir private Path folder;

    @BeforeEach
    void machineHasWhatIsNeeded() {
        Needs.root();
        Needs.tool("losetup", "sfdisk", "mke2fs", "e2fsck", "resize2fs", "mount", "umount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "ntfs", "xfs", "btrfs"})
    void theLastPartitionGrowsWithItsFilesystem(String filesystem) throws Exception {
        Needs.tool("mkfs.xfs", "xfs_growfs", "xfs_repair", "mkfs.btrfs", "btrfs");
        Needs.tool("mkntfs", "ntfsresize", "ntfsfix");
        master(filesystem);
        var target = sparse("target.img", MASTER + 300 * MIB);

        var said = deployed(target, 512, "--grow", "last");

        assertTrue(said.contains("partition 1 longer by "), said);
        assertTrue(!said.contains("but the step"), said);
        try (var disk = BlockDevice.openSource(target)) {
            var table = PartitionTable.read(disk, 512).orElseThrow();
            var extent = table.partitions().getFirst().extent();
            assertEquals(new Extent(MIB, 700 * MIB), extent);
            long spans = Filesystems.probe(disk.slice(extent)).length();
            assertTrue(spans > extent.length() - 2 * MIB, "" + spans);
            soundly(filesystem, target, extent);
        }
        Programs.run("sfdisk", "--verify", target.toString());
    }

    private static void soundly(String filesystem, Path target, Extent extent) throws IOException {
        try (var loop = LoopDevice.of(target, extent)) {
            var device = loop.path().toString();
            switch (filesystem) {
                case "ext4" -> Programs.run("e2fsck", "-fn", device);
                case "ntfs" -> Programs.run("ntfsresize", "--info", "--force", device);
                case "xfs" -> Programs.run("xfs_repair", "-n", device);
                case "btrfs" -> Programs.run("btrfs", "check", device);
                default -> throw new AssertionError(filesystem);
            }
        }
    }

    @Test
    void sectorsOf4096BytesBearExt4AndADiskGetsAnIdOfItsOwn() throws Exception {
        master("ext4");
        var target = sparse("target.img", MASTER + 64 * MIB);

        var said = deployed(target, 4096, "--new-guid", "--grow", "1");

        assertTrue(said.contains("sectors of 4,096 instead of 512 bytes"), said);
        try (var disk = BlockDevice.openSource(target);
                var master = BlockDevice.openSource(folder.resolve("master.img"))) {
            var table = PartitionTable.look(disk, 4096);
            var gpt = (Gpt) table.table().orElseThrow();
            assertTrue(table.flaws().isEmpty(), table.toString());
            assertEquals(4096, gpt.sectorSize());
            assertNotEquals(PartitionTable.read(master, 512).orElseThrow().diskId(), gpt.diskId());
            soundly("ext4", target, gpt.partitions().getFirst().extent());
        }
    }

    @Test
    void aSmallerDiskThatTheFilesystemFitsGetsAShorterPartition() throws Exception {
        master("ext4", "300M");
        var target = sparse("target.img", 320 * MIB);

        var said = deployed(target, 512);

        assertTrue(said.contains("partition 1 shorter by "), said);
        soundly("ext4", target, Master.extent(target, 1));
        Programs.run("sfdisk", "--verify", target.toString());
    }

    @Test
    void whatIsDoneAfterwardsIsInTheSystemAndInTheRecord() throws Exception {
        Needs.tool("unshare", "chroot", "sh");
        master("ext4");
        furnish(folder.resolve("master.img"));
        Files.writeString(folder.resolve("hello.sh"), "echo hello >/greeting\necho it greets\n");
        Files.writeString(folder.resolve("slow.sh"), "sleep 100\n");
        var steps =
                """
                host-name lab-{n}   # a remark
                machine-id
                ssh-host-keys
                script hello.sh
                script slow.sh timeout=2
                """;
        Files.writeString(folder.resolve("lab.steps"), steps);
        var target = sparse("target.img", MASTER + 100 * MIB);

        var post = folder.resolve("lab.steps").toString();
        var said = deployed(target, 512, "--post", post, "--grow", "last");

        assertTrue(said.contains("host name lab-1"), said);
        try (var loop = LoopDevice.of(target, Master.extent(target, 1))) {
            Programs.run("e2fsck", "-fn", loop.path().toString());
            var root = folder.resolve("mnt");
            Programs.run("mount", "-o", "ro", loop.path().toString(), root.toString());
            try {
                assertEquals("lab-1\n", Files.readString(root.resolve("etc/hostname")));
                assertEquals(
                        "127.0.0.1\tlocalhost\n127.0.1.1\tlab-1\n",
                        Files.readString(root.resolve("etc/hosts")));
                assertEquals("", Files.readString(root.resolve("etc/machine-id")));
                assertEquals("new\n", Files.readString(root.resolve("etc/ssh/ssh_host_x_key")));
                assertTrue(!Files.exists(root.resolve("etc/ssh/ssh_host_old_key")));
                assertEquals("hello\n", Files.readString(root.resolve("greeting")));
            } finally {
                Programs.run("umount", root.toString());
            }
        }
        var runs = folder.resolve("library/runs");
        String run;
        try (var files = Files.list(runs)) {
            run =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".jsonl"))
                            .findFirst()
                            .orElseThrow()
                            .replace(".jsonl", "");
        }
        var record = RunRecord.of(folder.resolve("library"), run).machines().getFirst();
        assertEquals(6, record.postSteps().size(), record.toString());
        assertTrue(record.postSteps().get(4).log().contains("it greets"), record.toString());
        assertEquals(
                List.of("step script failed: it took too long and was ended"), record.warnings());
        assertTrue(record.message().contains("but the step script failed"), record.message());
    }

    /// A Linux system as small as can be: a shell with what it is linked to, and some files.
    private void furnish(Path master) throws IOException {
        var root = Files.createDirectories(folder.resolve("mnt"));
        try (var loop = LoopDevice.of(master, PART)) {
            Programs.run("mount", loop.path().toString(), root.toString());
            try {
                for (var name : List.of("etc/ssh", "dev", "proc", "sys", "bin", "usr/bin")) {
                    Files.createDirectories(root.resolve(name));
                }
                Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\n");
                Files.writeString(root.resolve("etc/hostname"), "master\n");
                Files.writeString(
                        root.resolve("etc/hosts"), "127.0.0.1\tlocalhost\n127.0.1.1\tmaster\n");
                Files.writeString(root.resolve("etc/machine-id"), "0123456789abcdef\n");
                Files.writeString(root.resolve("etc/ssh/ssh_host_old_key"), "old\n");
                Files.writeString(
                        root.resolve("usr/bin/ssh-keygen"),
                        "#!/bin/sh\necho new >/etc/ssh/ssh_host_x_key\n");
                assertTrue(root.resolve("usr/bin/ssh-keygen").toFile().setExecutable(true));
                for (var program : List.of("/bin/sh", "/bin/sleep")) {
                    var libraries = Programs.run("ldd", program);
                    var words = new ArrayList<>(List.of(libraries.split("\\s+")));
                    words.add(program);
                    for (var word : words) {
                        if (word.startsWith("/")) {
                            var to = root.resolve(word.substring(1));
                            Programs.run("mkdir", "-p", to.getParent().toString());
                            Programs.run("cp", "-L", word, to.toString());
                        }
                    }
                }
            } finally {
                Programs.run("umount", root.toString());
            }
        }
    }

    private void master(String filesystem, String... size) throws Exception {
        var file = sparse("master.img", MASTER);
        var table = "label: gpt\nstart=2048, size=%d, type=linux\n".formatted(PART.length() / 512);
        Programs.feed(table, "sfdisk", "-q", file.toString());
        try (var part = LoopDevice.of(file, PART)) {
            var device = part.path().toString();
            switch (filesystem) {
                case "ext4" -> {
                    var command = new ArrayList<>(List.of("mke2fs", "-q", "-t", "ext4"));
                    command.addAll(List.of("-b", "4096", device));
                    command.addAll(List.of(size));
                    Programs.run(command.toArray(String[]::new));
                }
                case "ntfs" -> Programs.run("mkntfs", "-Q", "-q", "-F", device);
                case "xfs" -> Programs.run("mkfs.xfs", "-q", device);
                case "btrfs" -> Programs.run("mkfs.btrfs", "-q", device);
                default -> throw new AssertionError(filesystem);
            }
        }
    }

    private String deployed(Path target, int sectorSize, String... options) throws Exception {
        Captured.by(folder, folder.resolve("master.img"), folder.resolve("library"), "lab");
        return OneMachine.deployed(folder, target, sectorSize, options);
    }

    private Path sparse(String name, long length) throws IOException {
        var file = folder.resolve(name);
        FileVolume.sparse(file, length);
        return file;
    }
}
