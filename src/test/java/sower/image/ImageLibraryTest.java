package sower.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.RefusedException;

class ImageLibraryTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"runs", "machines"})
    void foldersOfTheRoomAreNoNamesOfImages(String name) {
        var refused = assertThrows(RefusedException.class, () -> library().stage(name));

        assertTrue(refused.toString().contains("in that folder"), refused.getMessage());
    }

    @Test
    void theSameNameBecomesTheNextVersion() throws IOException {
        var library = library();

        var first = publish(library, "lab");
        var second = publish(library, "lab");

        assertEquals("lab", first.title());
        assertEquals("lab@2", second.title());
        assertEquals(List.of(first, second), library.list());
        assertEquals(second, library.open("lab"));
        assertEquals(first, library.open("lab@1"));
        assertEquals(second, library.open("lab@2"));
    }

    @Test
    void whatIsNotPublishedIsGone() throws IOException {
        var library = library();
        try (var staging = library.stage("lab")) {
            Files.writeString(staging.directory().resolve("sda1.raw"), "half");
            assertEquals(List.of(), library.list());
            assertEquals(List.of(staging.directory()), library.incomplete());
        }

        assertEquals(List.of(), library.incomplete());
        try (var left = Files.list(library.root())) {
            assertEquals(0, left.filter(Files::isDirectory).count());
        }
    }

    @Test
    void aFolderThatIsInTheWayIsNeverOverwritten() throws IOException {
        var library = library();
        Files.createDirectories(library.root().resolve("lab"));
        Files.writeString(library.root().resolve("lab/precious.txt"), "mine");

        var image = publish(library, "lab");

        assertEquals("lab@2", image.title());
        assertTrue(Files.exists(library.root().resolve("lab/precious.txt")));
    }

    @Test
    void twoCapturesOfOneNameDoNotMeet() throws IOException {
        var library = library();
        try (var one = library.stage("lab");
                var other = library.stage("lab")) {
            assertFalse(one.directory().equals(other.directory()));
            other.publish(ManifestFileTest.manifest("lab"));
            assertEquals("lab@2", one.publish(ManifestFileTest.manifest("lab")).title());
        }
    }

    /// Notes, one of them cut short, and files: what was noted with the same layout stays.
    @Test
    void whatAKilledCaptureLeftIsTakenOver() throws IOException {
        var library = library();
        var left = Files.createDirectories(library.root().resolve("lab.incomplete"));
        var notes = "\nsda1.raw/one/\n\nsda2.raw/two/\n\nsda3.raw//\n\nsda4.raw/fo";
        Files.writeString(left.resolve(Staging.LOCK), notes);
        for (var name : List.of("sda1.raw", "sda2.raw", "sda3.raw", "sda4.raw", "sda1.torrent")) {
            Files.writeString(left.resolve(name), "half");
        }

        try (var staging = library.stage("lab")) {
            assertEquals(left, staging.directory());
            assertEquals("half", Files.readString(staging.place("sda1.raw", "one")));
            assertFalse(Files.exists(staging.place("sda2.raw", "other")));
            assertFalse(Files.exists(staging.place("sda3.raw", "")));
            assertFalse(Files.exists(staging.place("sda4.raw", "four")));
            assertFalse(Files.exists(left.resolve("sda1.torrent")));
        }
        assertEquals(List.of(), library.incomplete());
    }

    @Test
    void theNextAfterAKilledOneKnowsWhatItNoted() throws IOException {
        var library = library();
        var left = library.root().resolve("lab.incomplete");
        byte[] notes;
        try (var staging = library.stage("lab")) {
            var _ = staging.place("sda1.zst", "zstd");
            var _ = staging.place("sda2.raw", "one");
            var _ = staging.place("sda2.raw", "two");
            notes = Files.readAllBytes(left.resolve(Staging.LOCK));
        }
        Files.createDirectory(left);
        Files.write(left.resolve(Staging.LOCK), notes);
        Files.writeString(left.resolve("sda1.zst"), "half");
        Files.writeString(left.resolve("sda2.raw"), "half");
        Files.writeString(left.resolve("sda3.raw"), "half");

        try (var staging = library.stage("lab")) {
            assertTrue(Files.exists(staging.place("sda2.raw", "two")));
            var image = staging.publish(ManifestFileTest.manifest("lab"));
            assertFalse(Files.exists(image.directory().resolve("sda1.zst")), "nobody asked for it");
            assertTrue(Files.exists(image.directory().resolve("sda2.raw")));
            assertFalse(Files.exists(image.directory().resolve(Staging.LOCK)));
        }
    }

    @Test
    void aDamagedImageDoesNotHideTheOthers() throws IOException {
        var library = library();
        var image = publish(library, "lab");
        Files.createDirectories(library.root().resolve("broken"));
        Files.writeString(library.root().resolve("broken").resolve(ManifestFile.NAME), "?");

        assertEquals(List.of(image), library.list());
    }

    @Test
    void aDeletedImageIsGoneWithAllItsFiles() throws IOException {
        var library = library();
        var image = publish(library, "lab");

        library.delete(image);

        assertFalse(Files.exists(image.directory()));
        var missing = assertThrows(NoSuchFileException.class, () -> library.open("lab"));
        assertTrue(missing.toString().contains("empty"), missing.toString());
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {"", "..", "a/b", "a\\b", ".hidden", "x.incomplete", "lab@2", "a ", "-x"})
    void namesThatAreNoFolderNamesAreRefused(String name) {
        assertThrows(RefusedException.class, () -> library().stage(name));
    }

    private ImageLibrary library() {
        return new ImageLibrary(folder.resolve("library"));
    }

    private static Image publish(ImageLibrary library, String name) throws IOException {
        try (var staging = library.stage(name)) {
            return staging.publish(ManifestFileTest.manifest(name));
        }
    }
}
