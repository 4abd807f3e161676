package sower.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;

/// Names of formats that are not parsed, as blkid gives them.
@Tag("oracle")
class NamesOracleTest {
    private static final long LENGTH = 100L << 20;

    @TempDir private Path scratch;

    @Test
    void f2fsIsKnown() throws IOException {
        Needs.tool("mkfs.f2fs");
        var volume = volume();
        Programs.run("mkfs.f2fs", "-q", volume.toString());

        assertNamed("f2fs", volume);
    }

    @Test
    void anEncryptedVolumeIsKnownWithItsUuid() throws IOException {
        Needs.tool("cryptsetup");
        var volume = volume();
        Programs.feed(
                "secret",
                "cryptsetup",
                "luksFormat",
                "-q",
                "--pbkdf",
                "pbkdf2",
                "--pbkdf-force-iterations",
                "1000",
                volume.toString(),
                "-");

        assertNamed("crypto_LUKS", volume);
        try (var source = BlockDevice.openSource(volume)) {
            assertEquals(blkid(volume, "UUID"), Filesystems.probe(source).uuid());
        }
    }

    @Test
    void refsIsKnown() throws IOException {
        var volume = volume();
        put(volume, 3, "ReFS\0\0\0\0");
        put(volume, 16, "FSRS");

        assertNamed("ReFS", volume);
    }

    @Test
    void aPartOfAPoolOfZfsIsKnown() throws IOException {
        var volume = volume();
        long labels = LENGTH / (256 << 10);
        for (long label : new long[] {0, 1, labels - 2, labels - 1}) {
            for (int slot = 4; slot < 8; slot++) {
                long at = label * (256 << 10) + (128 << 10) + slot * 1024L;
                put(volume, at, "\u000C\u00B1\u00BA\0\0\0\0\0");
            }
        }

        assertNamed("zfs_member", volume);
    }

    private void assertNamed(String kind, Path volume) throws IOException {
        Needs.tool("blkid");
        assertEquals(kind, blkid(volume, "TYPE"));
        try (var source = BlockDevice.openSource(volume)) {
            var filesystem = Filesystems.probe(source);
            assertEquals(kind, filesystem.kind());
            assertEquals(UsedBlocks.whole(LENGTH), filesystem.usedBlocks());
            assertTrue(!filesystem.conditions().isEmpty());
        }
    }

    private static String blkid(Path volume, String tag) throws IOException {
        return Programs.run("blkid", "-p", "-o", "value", "-s", tag, volume.toString()).strip();
    }

    private Path volume() throws IOException {
        return FileVolume.sparse(scratch.resolve("volume"), LENGTH);
    }

    private static void put(Path volume, long at, String bytes) throws IOException {
        try (var file = new RandomAccessFile(volume.toFile(), "rw")) {
            file.seek(at);
            file.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
