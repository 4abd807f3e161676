package sower.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.Needs;
import sower.Programs;

class SignatureTest {
    @TempDir private Path folder;

    @Test
    void everyImageOfALibraryIsSignedWithItsOneKey() throws IOException {
        var library = new ImageLibrary(folder.resolve("library"));

        var lab = assertInstanceOf(Signature.Own.class, Signature.of(publish(library, "lab")));
        var other = assertInstanceOf(Signature.Own.class, Signature.of(publish(library, "other")));

        assertEquals(lab, other);
        assertEquals(
                PosixFilePermissions.fromString("rw-------"),
                Files.getPosixFilePermissions(library.root().resolve("site.key")));
    }

    @Test
    void anImageOfAnotherLibraryIsRightButForeign() throws IOException {
        var library = new ImageLibrary(folder.resolve("library"));
        var own = assertInstanceOf(Signature.Own.class, Signature.of(publish(library, "lab")));
        var image = publish(new ImageLibrary(folder.resolve("elsewhere")), "guest");
        var moved = Files.move(image.directory(), library.root().resolve("guest"));

        var foreign =
                assertInstanceOf(
                        Signature.Foreign.class, Signature.of(new Image(moved, image.manifest())));

        assertEquals(39, foreign.fingerprint().length());
        assertFalse(foreign.fingerprint().equals(own.fingerprint()));
    }

    @Test
    void anyChangedByteOfTheManifestIsNoticed() throws IOException {
        var image = publish(new ImageLibrary(folder), "lab");
        var manifest = Files.readAllBytes(image.directory().resolve(ManifestFile.NAME));
        var signature = Files.readAllBytes(image.directory().resolve(Signature.NAME));

        for (int i = 0; i < manifest.length; i += 37) {
            var changed = manifest.clone();
            changed[i] ^= 1;
            assertEquals(new Signature.Wrong(), Signature.check(changed, signature, new byte[0]));
        }
    }

    @Test
    void aGarbledSignatureIsWrongAndNoneIsMissing() throws IOException {
        var image = publish(new ImageLibrary(folder), "lab");
        var file = image.directory().resolve(Signature.NAME);
        var manifest = Files.readAllBytes(image.directory().resolve(ManifestFile.NAME));
        var signature = Files.readAllBytes(file);

        // the last three are padding and the end of the line, and say nothing
        for (int length = 1; length < signature.length - 3; length += 7) {
            var cut = Arrays.copyOf(signature, length);
            assertEquals(new Signature.Wrong(), Signature.check(manifest, cut, new byte[0]));
        }
        Files.delete(file);
        assertEquals(new Signature.Missing(), Signature.of(image));
    }

    /// OpenSSL is the oracle: it takes our key and our signature.
    @Test
    void openSslAgrees() throws IOException {
        Needs.tool("openssl");
        var image = publish(new ImageLibrary(folder), "lab");
        var words = Files.readString(image.directory().resolve(Signature.NAME)).strip().split(" ");
        var signature = Files.write(folder.resolve("sig"), Base64.getDecoder().decode(words[2]));

        var said =
                Programs.run(
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-keyform",
                        "DER",
                        "-inkey",
                        folder.resolve("site.pub").toString(),
                        "-rawin",
                        "-in",
                        image.directory().resolve(ManifestFile.NAME).toString(),
                        "-sigfile",
                        signature.toString());

        assertEquals("Signature Verified Successfully", said.strip());
    }

    private static Image publish(ImageLibrary library, String name) throws IOException {
        try (var staging = library.stage(name)) {
            return staging.publish(ManifestFileTest.manifest(name));
        }
    }
}
