package sower.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.Disk;
import sower.disk.Disks;
import sower.record.RunLog;
import sower.support.SupportBundle.Content;

/// Bundles of a library with runs, disks and a log in which secrets were strewn.
class SupportBundleTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noSecretIsInTheZip(long seed) throws IOException {
        var secrets = new StrewnSecrets(seed);
        for (var run : List.of("20261128-101500-0001", "20261128-121500-0002")) {
            secrets.recordRun(folder.resolve("library"), run);
        }
        Files.createDirectories(folder.resolve("log"));
        Files.write(folder.resolve("log/sower-0-0.log"), secrets.logLines());

        var file = bundle(secrets.disks()).write(folder.resolve("bundle.zip"));

        var text = String.join("\n", read(file).values()).toLowerCase(Locale.ROOT);
        var found = secrets.all().stream().filter(each -> text.contains(lower(each))).toList();
        assertEquals(List.of(), found, text);
        assertTrue(text.contains("machine-1 failed"), text); // the story is still there
    }

    @Test
    void whoIsWhoCanBeFollowedThroughAllFiles() throws IOException {
        var secrets = new StrewnSecrets(7);
        secrets.recordRun(folder.resolve("library"), "20261128-101500-0001");
        Files.createDirectories(folder.resolve("log"));
        Files.write(
                folder.resolve("log/sower-0-0.log"), List.of(secrets.machine(1) + " was heard of"));

        var parts = bundle(List.of()).parts();

        var run = parts.get(2).text();
        assertTrue(run.contains("\"id\":\"machine-1\",\"name\":\"machine-1\""), run);
        assertTrue(run.contains("\"id\":\"machine-2\",\"name\":\"machine-2\""), run);
        assertEquals("machine-2 was heard of\n", parts.get(3).text());
    }

    @Test
    void onlyTheLastRunsAreTaken() throws IOException {
        var secrets = new StrewnSecrets(3);
        for (int i = 1; i <= 7; i++) {
            secrets.recordRun(folder.resolve("library"), "20261128-101500-000" + i);
        }

        var runs = bundle(List.of()).of(Content.RUN);

        assertEquals(5, runs.size());
        assertEquals("runs/20261128-101500-0003.jsonl", runs.getFirst().name());
    }

    @Test
    void scriptsAreLeftOut() throws IOException {
        var secrets = new StrewnSecrets(5);
        secrets.recordRun(folder.resolve("library"), "20261128-101500-0001");

        var run = bundle(List.of()).of(Content.RUN).getFirst().text();

        assertTrue(run.contains("characters left out)"), run);
        assertFalse(run.contains("curl"), run);
    }

    @Test
    void aDamagedLogAndMissingFoldersStopNothing() throws IOException {
        var secrets = new StrewnSecrets(5);
        secrets.recordRun(folder.resolve("library"), "20261128-101500-0001");
        var log = folder.resolve("library/runs/20261128-101500-0001.jsonl");
        Files.writeString(log, Files.readString(log, StandardCharsets.UTF_8) + "{\"kind\":\"Pha");

        var bundle = bundle(List.of());

        assertEquals(
                List.of("system.txt", "disks.txt", "runs/20261128-101500-0001.jsonl", "log.txt"),
                bundle.parts().stream().map(SupportBundle.Part::name).toList());
        assertTrue(bundle.of(Content.RUN).getFirst().text().contains("\"unreadable lines\":1"));
        assertEquals("nothing was logged\n", bundle.of(Content.LOG).getFirst().text());
    }

    @Test
    void disksAreToldBySizeAndKind() throws IOException {
        var disks = bundle(new StrewnSecrets(1).disks()).of(Content.DISKS).getFirst().text();

        assertTrue(disks.contains("512,110,190,592 bytes  nvme, sectors of 512/4096"), disks);
        assertTrue(disks.contains("1 mounted"), disks);
    }

    @Test
    void whatIsLoggedIsKeptWithinBounds() throws Exception {
        var log = folder.resolve("100 % log");
        var logger = java.util.logging.Logger.getLogger("sower.support.test");
        logger.setLevel(java.util.logging.Level.FINE); // not for the console
        try (var _ = ProgramLog.keep(log)) {
            for (int i = 0; i < 20_000; i++) {
                logger.fine("line " + i + " of a long story about nothing in particular");
            }
        }

        var lines = ProgramLog.lines(log);

        assertEquals(3000, lines.size());
        assertTrue(lines.getLast().contains("line 19999"), lines.getLast());
        assertTrue(lines.get(2998).contains("line 19998"), lines.get(2998));
        try (var files = Files.list(log)) {
            assertTrue(files.mapToLong(file -> file.toFile().length()).sum() <= 2 * (512 << 10));
        }
        assertTrue(RunLog.runs(log).isEmpty());
    }

    private SupportBundle bundle(List<Disk> disks) {
        return SupportBundle.of(
                new SupportBundle.Sources(
                        folder.resolve("library"),
                        new Disks() {
                            @Override
                            public List<Disk> list(boolean withLoops) {
                                return disks;
                            }

                            @Override
                            public Disk at(Path path) throws IOException {
                                throw new IOException("not asked for");
                            }
                        },
                        folder.resolve("log"),
                        InstantSource.fixed(Instant.EPOCH)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> read(Path file) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                texts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
