package sower.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceWatchTest {
    @TempDir private Path folder;

    @Test
    void aFileThatIsWrittenIsToldOnce() throws IOException {
        var disk = Files.write(folder.resolve("disk.img"), new byte[8192]);
        var watch = SourceWatch.of(disk, Set.of(0));
        assertEquals(List.of(), watch.news());

        Files.write(disk, new byte[4096]);

        var news = watch.news();
        assertEquals(1, news.size());
        assertTrue(
                news.getFirst().contains("disk.img was written to while it is seeded"), "" + news);
        Files.write(disk, new byte[8192]);
        assertEquals(List.of(), watch.news());
    }

    /// The fields of `stat`: reads (completed, merged, sectors, ms), writes (the same), in flight,
    /// two times, discards.
    @Test
    void onlyWritesToPartitionsThatMatterAreCounted() throws IOException {
        put("sdb/stat", "  10 0 99 5   20 1 1500 7   0 0 0   3 0 500 0  0 0");
        put("sdb/sdb1/partition", "1");
        put("sdb/sdb1/stat", "1 0 2 0 3 0 700 0 0 0 0 1 0 100 0");
        put("sdb/sdb2/partition", "2");
        put("sdb/sdb2/stat", "1 0 2 0 3 0 400 0 0 0 0"); // an old kernel has no discards
        var node = new SysfsNode(folder.resolve("sdb"));

        assertEquals(2000, SourceWatch.sectorsWritten(node, Set.of(0)));
        assertEquals(2000, SourceWatch.sectorsWritten(node, Set.of(1, 2)));
        assertEquals(1600, SourceWatch.sectorsWritten(node, Set.of(1)));
        assertEquals(1200, SourceWatch.sectorsWritten(node, Set.of(2, 5)));
    }

    private void put(String file, String text) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text + "\n");
    }
}
