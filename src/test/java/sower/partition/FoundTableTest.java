package sower.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.Needs;
import sower.Programs;
import sower.disk.BlockDevice;
import sower.filesystem.FileVolume;
import sower.partition.FoundTable.Flaw;

/// Damaged tables, as sgdisk and sfdisk made them, and what is said of them.
@Tag("oracle")
class FoundTableTest {
    private static final int SECTORS = 200 << 11;
    private static final int LAST = SECTORS - 1;

    @TempDir private Path folder;
    private Path disk = Path.of("");

    @BeforeEach
    void makeDisk() throws IOException {
        disk = FileVolume.sparse(folder.resolve("disk.img"), SECTORS * 512L);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing, -1, ",
        "first header, 1, PRIMARY_DAMAGED",
        "first entries, 2, PRIMARY_DAMAGED",
        "last header, 409599, BACKUP_DAMAGED",
        "last entries, 409567, BACKUP_DAMAGED",
        "protection, 0, NOT_PROTECTED"
    })
    void oneDamagedPartOfAGptIsToldAndTheOthersAreUsed(String what, int sector, String flaw)
            throws IOException {
        gpt();
        var sound = look();
        wipe(sector);

        var found = look();

        assertEquals(Set.of(), sound.flaws(), what);
        assertEquals(flaw == null ? Set.of() : Set.of(Flaw.valueOf(flaw)), found.flaws());
        assertEquals(sound.table(), found.table());
        assertEquals(3, found.table().orElseThrow().partitions().size());
    }

    @Test
    void aBackupThatSaysSomethingElseIsTold() throws IOException {
        gpt();
        var old = bytes(LAST - 32, 33);
        Programs.run("sgdisk", "-d5", disk.toString());
        write(LAST - 32, old);

        assertEquals(Set.of(Flaw.BACKUP_DAMAGED), look().flaws());
        assertEquals(2, look().table().orElseThrow().partitions().size());
    }

    @Test
    void aGptOfADiskThatGrewIsSoundUntilItsFirstCopyIsLost() throws IOException {
        gpt();
        FileVolume.sparse(disk, SECTORS * 512L + (50 << 20));

        assertEquals(Set.of(), look().flaws());
        wipe(1);
        assertEquals(FoundTable.nothing(Flaw.GPT_LOST), look());
    }

    @Test
    void protectionAloneIsNoTable() throws IOException {
        gpt();
        wipe(1);
        wipe(LAST);

        assertEquals(FoundTable.nothing(Flaw.GPT_LOST), look());
    }

    @Test
    void aBackupThatNothingSpeaksOfIsNotBelieved() throws IOException {
        gpt();
        wipe(0);
        wipe(1);

        assertEquals(FoundTable.nothing(Flaw.STALE_BACKUP), look());
    }

    @Test
    void otherSectorsAreTold() throws IOException {
        gpt();

        var found = look(4096);

        assertEquals(Set.of(Flaw.OTHER_SECTORS), found.flaws());
        assertEquals(look().table(), found.table());
    }

    @ParameterizedTest(name = "table {0} of the chain")
    @ValueSource(ints = {1, 2, 3})
    void aChainThatBreaksOffIsTold(int broken) throws IOException {
        Needs.tool("sfdisk");
        Programs.feed(
                """
                label: dos
                1: start=1M, size=20M, type=7
                2: start=30M, size=150M, type=f
                5: start=31M, size=30M
                6: start=71M, size=30M
                7: start=111M, size=30M
                """,
                "sfdisk",
                "-q",
                disk.toString());
        var links = links();
        assertEquals(Set.of(), look().flaws());
        write(links.get(broken - 1), noise());

        assertEquals(Set.of(Flaw.CHAIN_BROKEN), look().flaws());
    }

    @Test
    void anExtendedPartitionInWhichNothingWasMadeIsSound() throws IOException {
        Needs.tool("sfdisk");
        Programs.feed("label: dos\n,50M,f\n,20M,7\n", "sfdisk", "-q", disk.toString());
        assertEquals(Set.of(), look().flaws());
        wipe(2048);

        assertEquals(Set.of(), look().flaws());
        assertEquals(2, look().table().orElseThrow().partitions().size());
    }

    @Test
    void anEmptyDiskHasNoTableAndNoFlaw() throws IOException {
        assertEquals(new FoundTable(Optional.empty(), Set.of()), look());
    }

    private void gpt() throws IOException {
        Needs.tool("sgdisk");
        Programs.run("sgdisk", "-n1:0:+20M", "-n2:0:+30M", "-n5:0:+40M", disk.toString());
    }

    /// Sectors of the tables in the chain.
    private List<Integer> links() throws IOException {
        int container = 30 << 11;
        var first = MbrSector.of(bytes(container, 1)).entry(1);
        var second = MbrSector.of(bytes(container + (int) first.first(), 1)).entry(1);
        return List.of(
                container, container + (int) first.first(), container + (int) second.first());
    }

    private FoundTable look() throws IOException {
        return look(512);
    }

    private FoundTable look(int sectorSize) throws IOException {
        try (var source = BlockDevice.openSource(disk)) {
            return PartitionTable.look(source, sectorSize);
        }
    }

    private static byte[] noise() {
        var noise = new byte[512];
        noise[7] = 1;
        return noise;
    }

    private void wipe(int sector) throws IOException {
        if (sector >= 0) {
            write(sector, new byte[512]);
        }
    }

    private byte[] bytes(int sector, int count) throws IOException {
        try (var source = BlockDevice.openSource(disk)) {
            return source.bytes(sector * 512L, count * 512);
        }
    }

    private void write(int sector, byte[] bytes) throws IOException {
        try (var target = BlockDevice.claimTarget(disk)) {
            target.write(sector * 512L, ByteBuffer.wrap(bytes));
        }
    }
}
