package sower.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.disk.Extent;
import sower.partition.Partition;

class ManifestFileTest {
    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        var manifest = manifest("lab");

        assertEquals(manifest, ManifestFile.parse(ManifestFile.bytes(manifest), "test"));
    }

    @Test
    void whatEarlierProgramsDidNotSayIsNothing() throws IOException {
        var json =
                text(manifest("lab"))
                        .replaceFirst("\"hybrid\"[^\\]]*\\],", "")
                        .replaceFirst(",\\s*\"badSectors\"[^\\]]*\\]", "");

        assertFalse(json.contains("hybrid") || json.contains("badSectors"), json);
        assertEquals(manifest("lab"), parse(json));
    }

    @Test
    void sectorsThatCouldNotBeReadAreKept() throws IOException {
        var bad = List.of(new Extent(512, 1024), new Extent(8192, 512));
        var hurt = manifest("lab", bad);

        assertEquals(hurt, parse(text(hurt)));
        assertEquals(bad, parse(text(hurt)).volumes().getFirst().badSectors());
    }

    @Test
    void fieldsOfLaterProgramsArePassedOver() throws IOException {
        var json = text(manifest("lab")).replaceFirst("\"note\"", "\"colour\":\"red\",\"note\"");

        assertEquals(manifest("lab"), parse(json));
    }

    @Test
    void imagesOfFormerProgramsHaveNoParent() throws IOException {
        var json = text(manifest("lab")).replaceFirst("\\s*\"parent\" : 0,", "");

        assertFalse(json.contains("parent"));
        assertEquals(manifest("lab"), parse(json));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a path as volume, sda1, ../../sda1, cannot be a file name",
        "a later format, '\"format\" : 1', '\"format\" : 9', use a newer Sower",
        "a missing field, '\"note\"', '\"nope\"', not a manifest",
        "no time, 2026-11-22, yesterday, not a manifest",
        "no JSON, '{', '(', not a manifest"
    })
    void whatCannotBeTrustedIsNamed(String what, String from, String to, String said)
            throws IOException {
        var json = text(manifest("lab")).replace(from, to);

        var failure = assertThrows(IOException.class, () -> parse(json), what);

        assertTrue(failure.toString().contains(said), failure.toString());
        assertTrue(failure.toString().contains("lab/manifest.json"), failure.toString());
    }

    private static Manifest parse(String json) throws IOException {
        return ManifestFile.parse(json.getBytes(StandardCharsets.UTF_8), "lab/manifest.json");
    }

    private static String text(Manifest manifest) throws IOException {
        return new String(ManifestFile.bytes(manifest), StandardCharsets.UTF_8);
    }

    static Manifest manifest(String name) {
        return manifest(name, List.of());
    }

    private static Manifest manifest(String name, List<Extent> bad) {
        var partition = new Partition(1, new Extent(1 << 20, 1 << 20), "AB", "CD", "root", -1L);
        return new Manifest(
                Manifest.FORMAT,
                name,
                1,
                0,
                "Übung",
                Instant.parse("2026-11-22T18:00:00.123456789Z"),
                new Manifest.Source("Disk", "S1", 4 << 20, 512),
                new Manifest.Layout("gpt", "ID", 512, List.of(partition), ""),
                List.of(
                        new Manifest.Volume(
                                "sda1",
                                1,
                                1 << 20,
                                1 << 20,
                                Manifest.Contents.DATA,
                                "ext4",
                                "root",
                                "u",
                                4096,
                                4096,
                                8192,
                                "00",
                                4 << 20,
                                List.of("11", "22"),
                                bad)),
                "");
    }
}
