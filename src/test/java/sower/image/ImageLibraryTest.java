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
