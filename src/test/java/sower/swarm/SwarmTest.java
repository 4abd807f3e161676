package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.disk.BlockDevice;

@Tag("swarm")
class SwarmTest {
    @TempDir Path folder;
    private @Nullable Room room;

    @AfterEach
    void closeAll() throws Exception {
        if (room != null) {
            room.close();
        }
    }

    private Room room(long seed, long content, int pieceLength) throws IOException {
        room = new Room(folder, SampleVolume.make(folder, seed, content, pieceLength));
        room.setMemory(8 << 20);
        return room;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 16384",
        "2, 16384, 16384",
        "3, 16385, 16384",
        "4, 3000000, 100000",
        "5, 9000000, 262144",
        "6, 20000000, 1048576",
        "7, 40000000, 4194304",
    })
    void copiesAVolumeOfAnySizeInPiecesOfAnySize(long seed, long content, int pieceLength)
            throws Exception {
        var room = room(seed, content, pieceLength);
        var seeder = room.seeder();
        var leecher = room.leecher("target");

        leecher.torrent().addPeer(seeder.address());

        assertTrue(leecher.completes(30), "complete in time");
        assertTrue(room.volume.isWrittenTo(leecher.file()), "bytes equal, gaps untouched");
    }

    @Test
    void aRoomOfSixExchangesWhatItHas() throws Exception {
        var room = room(42, 64_000_000, 1 << 20);
        var seeder = room.seeder();
        var machines = new ArrayList<Room.Machine>();
        for (int i = 0; i < 6; i++) {
            machines.add(room.leecher("target-" + i));
        }

        for (var machine : machines) {
            machine.torrent().addPeer(seeder.address());
            machines.forEach(other -> machine.torrent().addPeer(other.address()));
        }

        for (var machine : machines) {
            assertTrue(machine.completes(60), "complete in time");
            assertTrue(room.volume.isWrittenTo(machine.file()), "bytes equal, gaps untouched");
        }
        long sent = seeder.torrent().snapshot().upBytes();
        assertTrue(sent < 4L * room.volume.metainfo().layout().length(), "seeder sent " + sent);
    }

    /// Every pause counts as a stall: blocks are given back and asked for elsewhere while they
    /// come.
    @Test
    void impatienceNeverMixesUpBlocks() throws Exception {
        var room = room(43, 48_000_000, 1 << 20);
        room.setTimeouts(
                new PeerTimeouts(
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(150),
                        Duration.ofSeconds(150),
                        Duration.ofSeconds(10)));
        var seeder = room.seeder();
        var machines = new ArrayList<Room.Machine>();
        for (int i = 0; i < 8; i++) {
            machines.add(room.leecher("target-" + i));
        }
        var stop = new AtomicBoolean();
        var impatient =
                Thread.ofPlatform()
                        .start(() -> {
                            for (long i = 1; !stop.get(); i++) {
                                for (var machine : machines) {
                                    machine.torrent().tick(System.nanoTime(), i);
                                }
                            }
                        });

        for (var machine : machines) {
            machine.torrent().addPeer(seeder.address());
            machines.forEach(other -> machine.torrent().addPeer(other.address()));
        }

        try {
            for (var machine : machines) {
                assertTrue(machine.completes(90), "complete in time");
                assertTrue(room.volume.isWrittenTo(machine.file()), "bytes equal, gaps untouched");
            }
        } finally {
            stop.set(true);
            impatient.join();
        }
    }

    @Test
    void goesOnWithWhatIsOnTheTargetAlready() throws Exception {
        var room = room(7, 16_000_000, 1 << 20);
        var seeder = room.seeder();
        var target = room.volume.blankTarget(folder, "target");
        var half = new BitSet();
        try (var device = BlockDevice.claimTarget(target);
                var master = BlockDevice.openSource(room.volume.file())) {
            var buffer = java.nio.ByteBuffer.allocate(8 << 20);
            room.volume.on(master).read(0, buffer);
            room.volume.on(device).write(0, buffer.flip());
            half.or(
                    PieceCheck.sha1(room.volume.metainfo(), room.volume.on(device), () -> false)
                            .run(_ -> {}));
        }

        var leecher = room.leecher(target, half);
        leecher.torrent().addPeer(seeder.address());

        assertEquals(8, half.cardinality());
        assertTrue(leecher.completes(30), "complete in time");
        assertTrue(room.volume.isWrittenTo(target), "bytes equal");
        assertTrue(
                leecher.torrent().snapshot().downBytes() < 9_000_000, "only the rest was fetched");
    }
}
