package sower.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.LoopDevice;
import sower.Needs;
import sower.disk.BlockDevice;
import sower.disk.Extent;
import sower.disk.LocalDisks;
import sower.disk.RefusedException;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.VolumeData;

/// A disk whose last part the kernel cannot read: a loop device whose file became shorter.
@Tag("system")
class BadSectorsSystemTest {
    private static final long MIB = 1 << 20;
    private static final int PAGE = 4096; // what the kernel reads at least
    private static final long SOUND = 8 * MIB + 300 * 512; // in the middle of partition 5

    @TempDir private Path folder;
    private Path disk = Path.of("");
    private final byte[] data = new byte[2 << 20];
    private ImageLibrary library = new ImageLibrary(Path.of(""));

    @BeforeEach
    void makeMaster() throws IOException {
        Needs.root();
        Needs.tool("losetup");
        disk = MasterDisk.make(folder.resolve("master.img"));
        new Random(1).nextBytes(data);
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.seek(7 * MIB); // all of partition 5
            file.write(data);
        }
        library = new ImageLibrary(folder.resolve("library"));
    }

    @Test
    void whatCannotBeReadIsZeroAndRemembered() throws IOException {
        try (var loop = LoopDevice.of(disk)) {
            shorten(SOUND);

            var image = capture(loop, false);

            var volumes = library.open("lab").manifest().volumes();
            var bad = volumes.get(4).badSectors();
            assertEquals(1, bad.size());
            long first = bad.getFirst().offset(); // of the volume
            assertTrue(first <= SOUND - 7 * MIB && first > SOUND - 7 * MIB - PAGE, bad.toString());
            assertEquals(2 * MIB, bad.getFirst().end());
            for (var volume : volumes.subList(0, 4)) {
                assertEquals(List.of(), volume.badSectors(), volume.name());
            }
            try (var bytes = VolumeData.open(image, volumes.get(4))) {
                var expected = data.clone();
                Arrays.fill(expected, (int) first, expected.length, (byte) 0);
                assertArrayEquals(expected, bytes.bytes(0, expected.length));
            }
            assertEquals(List.of(), new ImageCheck(image).run(progress -> {}, () -> false));
        }
    }

    @Test
    void itIsToldBeforeReading() throws IOException {
        try (var loop = LoopDevice.of(disk)) {
            shorten(SOUND);

            var keys = plan(loop).findings().stream().map(Finding::key);

            assertEquals(
                    Set.of("unreadable", "gpt-backup-damaged"), keys.collect(Collectors.toSet()));
        }
    }

    /// The kernel tells no more than ten of them in five seconds.
    @Test
    void whatTheSystemHasMetIsToldToo() throws Exception {
        try (var loop = LoopDevice.of(disk)) {
            shorten(SOUND);
            var keys = Set.of("");
            for (int i = 0; i < 20 && !keys.toString().contains("kernel-error"); i++) {
                Thread.sleep(i == 0 ? 0 : 1000);
                keys = plan(loop).findings().stream().map(Finding::key).collect(Collectors.toSet());
            }

            assertTrue(keys.toString().contains("kernel-error"), keys.toString());
            var found = plan(loop).findings().stream().filter(it -> it.key().startsWith("kernel"));
            var text = found.findFirst().orElseThrow().text();
            assertTrue(text.contains(loop.path().getFileName() + " since"), text);
            assertTrue(text.contains("sound disk"), text);
        }
    }

    @Test
    void strictMeansThatNothingIsCaptured() throws IOException {
        try (var loop = LoopDevice.of(disk)) {
            shorten(SOUND);

            var refused = assertThrows(RefusedException.class, () -> capture(loop, true));

            assertTrue(refused.toString().contains("cannot be read"), refused.toString());
            assertEquals(List.of(), library.list());
        }
    }

    @Test
    void aDeadDiskIsNotAnImageOfZeros() throws IOException {
        try (var loop = LoopDevice.of(disk)) {
            var plan = plan(loop);
            shorten(MIB);
            try (var source = BlockDevice.openSource(loop.path())) {
                // one sector after the other fails
                var patient =
                        new PatientSource(
                                source.slice(new Extent(2 * MIB, 14 * MIB)), "x", 512, false);

                var failure = assertThrows(IOException.class, () -> patient.bytes(0, 14 << 20));

                assertTrue(failure.toString().contains("has failed"), failure.toString());
            }
            assertEquals(5, plan.volumes().size());
        }
    }

    private void shorten(long length) throws IOException {
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(length);
        }
    }

    private Image capture(LoopDevice loop, boolean strict) throws IOException {
        var options = Capture.Options.of(false);
        return new Capture(plan(loop), library, "lab", "", strict ? options.strictly() : options)
                .run(progress -> {}, () -> false);
    }

    private static CapturePlan plan(LoopDevice loop) throws IOException {
        try (var source = BlockDevice.openSource(loop.path())) {
            return CapturePlan.of(LocalDisks.of().at(loop.path()), source);
        }
    }
}
