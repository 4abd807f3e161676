package sower.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.Programs;

/// The privileged processes as processes of their own, as pkexec would start them.
@Tag("system")
class PrivilegedProcessSystemTest {
    private static final int LENGTH = 3 << 20;
    private static final String PATH = System.getProperty("java.class.path");

    @TempDir private Path folder;

    @BeforeAll
    static void needs() {
        Needs.root();
        Needs.tool("losetup", "env");
    }

    @Test
    void readsADiskAndNothingBeyondIt() throws IOException {
        var written = random(LENGTH);
        var file = Files.write(folder.resolve("disk.img"), written);

        try (var loop = LoopDevice.of(file, "-b", "4096");
                var reader = ReadAccess.start(asIfByPkexec("0", DiskReader.class));
                var disk = reader.opened(loop.path().toString(), false)) {
            assertEquals(LENGTH, disk.length());
            assertEquals(4096, disk.logicalSectorSize());
            assertArrayEquals(written, all(disk));
            assertEquals(-1, disk.read(LENGTH, ByteBuffer.allocate(512)));
            assertThrows(
                    RefusedException.class, () -> disk.read(LENGTH + 1, ByteBuffer.allocate(512)));
            assertEquals(
                    "this disk was opened for reading only",
                    refusal(() -> disk.write(0, ByteBuffer.allocate(512))));
        }
        assertArrayEquals(written, Files.readAllBytes(file));
    }

    @Test
    void refusesAFileAndGoesOn() throws IOException {
        var file = Files.write(folder.resolve("disk.img"), new byte[LENGTH]);

        try (var loop = LoopDevice.of(file);
                var reader = ReadAccess.start(asIfByPkexec("0", DiskReader.class))) {
            assertThrows(RefusedException.class, () -> reader.opened(file.toString(), false));
            reader.opened(loop.path().toString(), false).close();
        }
    }

    @Test
    void writesTwoReleasedDisksAndNothingBeyondThem() throws IOException {
        var one = Files.write(folder.resolve("one.img"), new byte[LENGTH]);
        var other = Files.write(folder.resolve("other.img"), new byte[LENGTH]);
        byte[] first = random(LENGTH);
        byte[] second = random(LENGTH);

        try (var loop = LoopDevice.of(one);
                var loop2 = LoopDevice.of(other);
                var writer = writer(identity(loop), identity(loop2));
                var disk = writer.opened(identity(loop).toString(), true);
                var disk2 = writer.opened(identity(loop2).toString(), true)) {
            write(disk, first);
            write(disk2, second);
            disk.flush();
            disk2.flush();
            disk.dropCache();
            assertArrayEquals(first, all(disk));
            assertEquals(
                    "bytes 3145217 to 3145729 are not on the disk",
                    refusal(() -> disk.write(LENGTH - 511, ByteBuffer.allocate(512))));
            assertEquals(
                    "bytes -512 to 0 are not on the disk",
                    refusal(() -> disk.write(-512, ByteBuffer.allocate(512))));
        }
        assertArrayEquals(first, Files.readAllBytes(one));
        assertArrayEquals(second, Files.readAllBytes(other));
    }

    @Test
    void manyThreadsWriteAndReadTwoDisksAtOnce() throws Exception {
        var one = Files.write(folder.resolve("one.img"), new byte[LENGTH]);
        var other = Files.write(folder.resolve("other.img"), new byte[LENGTH]);
        byte[] expected = random(LENGTH);
        int part = 500_003; // no whole sectors

        try (var loop = LoopDevice.of(one);
                var loop2 = LoopDevice.of(other);
                var writer = writer(identity(loop), identity(loop2));
                var disk = claimed(writer, loop);
                var disk2 = claimed(writer, loop2);
                var tasks = Executors.newFixedThreadPool(6)) {
            var wrong = new ArrayList<Future<Boolean>>();
            for (var each : List.of(disk, disk2)) {
                for (int at = 0; at < LENGTH; at += part) {
                    int from = at;
                    int count = Math.min(part, LENGTH - at);
                    wrong.add(
                            tasks.submit(() -> {
                                each.write(from, ByteBuffer.wrap(expected, from, count));
                                each.flush();
                                var read = each.bytes(from, count);
                                return Arrays.equals(read, 0, count, expected, from, from + count);
                            }));
                }
            }
            for (var each : wrong) {
                assertTrue(each.get());
            }
        }
        assertArrayEquals(expected, Files.readAllBytes(one));
        assertArrayEquals(expected, Files.readAllBytes(other));
    }

    @Test
    void whoWaitsHearsThatTheProcessHasEnded() throws IOException {
        var file = Files.write(folder.resolve("one.img"), new byte[LENGTH]);

        try (var loop = LoopDevice.of(file)) {
            var writer = writer(identity(loop));
            writer.close();

            assertThrows(IOException.class, () -> writer.opened(identity(loop).toString(), true));
        }
    }

    @Test
    void refusesADiskThatWasNotReleasedInThisRun() throws IOException {
        var one = Files.write(folder.resolve("one.img"), new byte[LENGTH]);
        var other = Files.write(folder.resolve("other.img"), new byte[LENGTH]);

        try (var loop = LoopDevice.of(one);
                var loop2 = LoopDevice.of(other);
                var writer = writer(identity(loop))) {
            assertEquals(
                    loop2.path() + " was not released in this run, or was written already",
                    refusal(() -> writer.opened(identity(loop2).toString(), true)));
        }
    }

    @Test
    void aReleaseIsGoodForOneWriting() throws IOException {
        var file = Files.write(folder.resolve("one.img"), new byte[LENGTH]);

        try (var loop = LoopDevice.of(file);
                var writer = writer(identity(loop))) {
            writer.opened(identity(loop).toString(), true).close();

            assertEquals(
                    loop.path() + " was not released in this run, or was written already",
                    refusal(() -> writer.opened(identity(loop).toString(), true)));
        }
    }

    @Test
    void refusesADiskThatSomebodyUsesByNow() throws IOException {
        var file = Files.write(folder.resolve("one.img"), new byte[LENGTH]);

        try (var loop = LoopDevice.of(file);
                var writer = writer(identity(loop));
                var user = BlockDevice.claimTarget(loop.path())) {
            assertEquals(loop.path(), user.path());
            assertTrue(
                    refusal(() -> writer.opened(identity(loop).toString(), true))
                            .startsWith(loop.path() + " is in use"));
        }
    }

    @Test
    void refusesAReadOnlyDisk() throws IOException {
        var file = Files.write(folder.resolve("one.img"), new byte[LENGTH]);

        try (var loop = LoopDevice.of(file, "-r");
                var writer = writer(identity(loop))) {
            assertEquals(
                    loop.path() + " is read-only; choose another disk",
                    refusal(() -> writer.opened(identity(loop).toString(), true)));
        }
    }

    @Test
    void refusesAMountedDisk() throws IOException {
        Needs.tool("mkfs.ext4", "mount", "umount");
        var file = Files.write(folder.resolve("one.img"), new byte[LENGTH]);
        var mount = Files.createDirectory(folder.resolve("mount"));
        Programs.run("mkfs.ext4", "-q", file.toString());

        try (var loop = LoopDevice.of(file);
                var writer = writer(identity(loop))) {
            Programs.run("mount", loop.path().toString(), mount.toString());
            try {
                assertTrue(
                        refusal(() -> writer.opened(identity(loop).toString(), true))
                                .contains("is mounted on"));
            } finally {
                Programs.run("umount", mount.toString());
            }
        }
    }

    @Test
    void refusesAnotherDiskInThePlaceOfTheReleasedOne() throws IOException {
        var file = Files.write(folder.resolve("other.img"), new byte[LENGTH]);

        try (var loop = LoopDevice.of(file)) {
            var here = identity(loop);
            var released = new DiskIdentity(here.path(), LENGTH, "one.img", "", "");
            try (var writer = writer(released)) {
                assertEquals(
                        loop.path() + " is not the disk any more that was released",
                        refusal(() -> writer.opened(released.toString(), true)));
                assertEquals(
                        loop.path() + " was not released in this run, or was written already",
                        refusal(() -> writer.opened(here.toString(), true)));
            }
        }
    }

    @Test
    void theWriterDoesNotRead() throws IOException {
        var file = Files.write(folder.resolve("one.img"), new byte[LENGTH]);

        try (var loop = LoopDevice.of(file);
                var writer = writer(identity(loop))) {
            assertThrows(
                    RefusedException.class, () -> writer.opened(loop.path().toString(), false));
        }
    }

    @Test
    void refusesToBeginForADiskOutsideTheGrammar() {
        assertThrows(
                IOException.class,
                () -> WriteAccess.start(asIfByPkexec("0", DiskWriter.class, "/etc/shadow:1:::")));
    }

    @Test
    void refusesAnotherUsersProcess() {
        assertThrows(
                IOException.class, () -> ReadAccess.start(asIfByPkexec("65534", DiskReader.class)));
        assertThrows(
                IOException.class,
                () -> WriteAccess.start(asIfByPkexec("65534", DiskWriter.class)));
    }

    @Test
    void refusesToBeStartedWithoutPkexec() {
        for (var program : List.of(DiskReader.class, DiskWriter.class)) {
            var command =
                    List.of("env", "-u", "PKEXEC_UID", java(), "-cp", PATH, program.getName());
            assertThrows(IOException.class, () -> ReadAccess.start(command));
            assertThrows(IOException.class, () -> WriteAccess.start(command));
        }
    }

    private static DiskIdentity identity(LoopDevice loop) throws IOException {
        return DiskIdentity.of(LocalDisks.of().at(loop.path()));
    }

    private static PrivilegedProcess writer(DiskIdentity... released) throws IOException {
        var texts = List.of(released).stream().map(DiskIdentity::toString).toArray(String[]::new);
        return WriteAccess.start(asIfByPkexec("0", DiskWriter.class, texts));
    }

    private static BlockDevice claimed(PrivilegedProcess writer, LoopDevice loop)
            throws IOException {
        return BlockDevice.claimed(loop.path(), writer.opened(identity(loop).toString(), true));
    }

    private static List<String> asIfByPkexec(String user, Class<?> program, String... arguments) {
        var command = new ArrayList<>(List.of("env", "PKEXEC_UID=" + user, java()));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", PATH));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void write(Medium disk, byte[] bytes) throws IOException {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            disk.write(left.position(), left);
        }
    }

    private static byte[] all(Medium disk) throws IOException {
        var read = ByteBuffer.allocate(LENGTH);
        while (read.hasRemaining()) {
            disk.read(read.position(), read);
        }
        return read.array();
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String refusal(Executable what) {
        return String.valueOf(assertThrows(RefusedException.class, what).getMessage());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
