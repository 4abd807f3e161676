package sower.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.BlockDevice;
import sower.disk.LocalDisks;
import sower.image.Image;
import sower.image.ImageLibrary;

/// A capture that was killed is gone on with. Here what it leaves is a copy of its folder, made
/// while it is written; `KilledCaptureSystemTest` kills.
class ResumeTest {
    private static final int DATA_OF_DISK5 = 8 * (int) MasterDisk.MIB + 4096;

    @TempDir private Path folder;
    private Path disk = Path.of("");
    private ImageLibrary library = new ImageLibrary(Path.of(""));

    @BeforeEach
    void makeMaster() throws IOException {
        disk = MasterDisk.make(folder.resolve("master.img"));
        library = new ImageLibrary(folder.resolve("library"));
    }

    @ParameterizedTest(name = "compressed: {0}")
    @ValueSource(booleans = {true, false})
    void whatStillEqualsTheSourceIsKeptAndTheRestIsWritten(boolean compress) throws IOException {
        killed("lab", compress);
        put(DATA_OF_DISK5, 77); // it was written into since
        var last = new AtomicReference<CaptureProgress>();

        var image = capture(library, "lab", compress).run(last::set, () -> false);

        assertTrue(last.get().bytesKept() > 0, last.get().toString());
        assertTrue(last.get().bytesKept() < last.get().bytesDone(), last.get().toString());
        assertEquals(List.of(), new ImageCheck(image).run(progress -> {}, () -> false));
        assertEquals(List.of(), library.incomplete());
        var other = new ImageLibrary(folder.resolve("other"));
        var fresh = capture(other, "lab", compress).run(last::set, () -> false);
        assertEquals(volumeFiles(fresh), volumeFiles(image));
        assertEquals(0, last.get().bytesKept());
    }

    /// Bytes that are not in use any more must not stay in the gaps of a raw file.
    @Test
    void aRawFileOfOtherUsedBytesIsBegunAnew() throws IOException {
        killed("lab", false);
        var left = library.root().resolve("lab.incomplete/disk1.raw");
        long length = Files.size(left);
        try (var raw = new RandomAccessFile(left.toFile(), "rw")) {
            raw.seek(length - 4096);
            raw.write(new byte[] {1, 2, 3});
        }
        for (int fat = 512; fat <= 512 + 1024; fat += 1024) { // cluster 40 is in use now
            put((int) MasterDisk.MIB + fat + 60, 0xFF);
            put((int) MasterDisk.MIB + fat + 61, 0x0F);
        }
        var other = new ImageLibrary(folder.resolve("other"));

        var image = capture(library, "lab", false).run(progress -> {}, () -> false);

        var fresh = capture(other, "lab", false).run(progress -> {}, () -> false);
        assertEquals(volumeFiles(fresh), volumeFiles(image));
    }

    @Test
    void aKilledCaptureOfTheOtherKindLeavesNoTrace() throws IOException {
        killed("lab", true);

        var image = capture(library, "lab", false).run(progress -> {}, () -> false);

        for (var volume : image.manifest().volumes()) {
            assertTrue(Files.notExists(image.packed(volume)), volume.name());
        }
        assertEquals(List.of(), new ImageCheck(image).run(progress -> {}, () -> false));
    }

    @Test
    void whatIsLeftCountsAsRoom() throws IOException {
        killed("lab", true);
        long left = 0;
        try (var files = Files.newDirectoryStream(library.root().resolve("lab.incomplete"))) {
            for (var file : files) {
                left += file.toString().endsWith(".zst") ? Files.size(file) : 0;
            }
        }

        long more = library.freeBytes("lab") - library.freeBytes();

        assertTrue(left > 0 && Math.abs(more - left) < left / 2 + (8 << 20), left + " " + more);
    }

    /// Leaves the folder of a capture that was killed after its last volume.
    private void killed(String name, boolean compress) throws IOException {
        var work = library.root().resolve(name + ".incomplete");
        var copy = folder.resolve("copy");
        assertThrows(
                UncheckedIOException.class,
                () ->
                        capture(library, name, compress)
                                .run(
                                        progress -> {
                                            if (progress.stage()
                                                    == CaptureProgress.Stage.METAINFO) {
                                                copy(work, copy);
                                                throw new UncheckedIOException(new IOException());
                                            }
                                        },
                                        () -> false));
        Files.move(copy, work);
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            Files.createDirectory(to);
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> volumeFiles(Image image) throws IOException {
        var hashes = new TreeMap<String, String>();
        try (var files = Files.list(image.directory())) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".zst") || name.endsWith(".raw")) {
                    hashes.put(name, "" + Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return hashes;
    }

    private void put(int at, int value) throws IOException {
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.seek(at);
            file.write(value);
        }
    }

    private Capture capture(ImageLibrary into, String name, boolean compress) throws IOException {
        try (var source = BlockDevice.openSource(disk)) {
            var plan = CapturePlan.of(LocalDisks.of().at(disk), source);
            return new Capture(
                    plan, into, name, "", Capture.Options.of(false).compressed(compress));
        }
    }
}
