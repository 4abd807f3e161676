package sower.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountTableTest {
    @TempDir private Path proc;

    @Test
    void readsMountsWithAnyNumberOfOptionalFields() throws IOException {
        write(
                """
                27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
                36 27 8:1 / /media/my\\040disk rw shared:1 master:2 - ext4 /dev/sda1 rw
                """,
                "Filename Type Size Used Priority\n/dev/sda2 partition 1024 0 -2\n");

        var table = MountTable.read(proc);

        assertEquals(
                List.of(
                        new MountTable.Mount(
                                "254:0", Path.of("/"), "/dev/vda", List.of("rw", "discard")),
                        new MountTable.Mount(
                                "8:1", Path.of("/media/my disk"), "/dev/sda1", List.of("rw"))),
                table.mounts());
        assertEquals(List.of(Path.of("/dev/sda2")), table.swaps());
    }

    @Test
    void theDeepestMountHoldsAFile() throws IOException {
        write(
                """
                1 0 8:1 / / rw - ext4 /dev/sda1 rw
                2 1 8:2 / /home rw - ext4 /dev/sda2 rw
                """,
                "");

        var table = MountTable.read(proc);

        assertEquals("8:2", table.holding(Path.of("/home/a/b")).orElseThrow().majorMinor());
        assertEquals("8:1", table.holding(Path.of("/homes")).orElseThrow().majorMinor());
    }

    private void write(String mounts, String swaps) throws IOException {
        Files.createDirectories(proc.resolve("self"));
        Files.writeString(proc.resolve("self/mountinfo"), mounts);
        Files.writeString(proc.resolve("swaps"), swaps);
    }
}
