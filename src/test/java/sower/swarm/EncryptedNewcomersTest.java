package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections that begin like encrypted ones and come to nothing.
@Tag("swarm")
class EncryptedNewcomersTest {
    @TempDir Path folder;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 1, 3_000_000, 1 << 18));
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void areHungUpOnWhenTheyAreNone() throws Exception {
        var seeder = room.seeder();
        try (var peer = newcomer(seeder, 10_000)) {
            assertTrue(peer.isDropped(5));
        }
    }

    @Test
    void areHungUpOnAfterAWhileWhenTheyAreSilentInTheMiddle() throws Exception {
        var seeder = room.seeder();
        try (var begun = newcomer(seeder, 30);
                var greeted = newcomer(seeder, 96)) {
            assertFalse(begun.isDropped(5), "it may be slow");
            assertTrue(begun.isDropped(10));
            assertTrue(greeted.isDropped(10));
        }
    }

    @Test
    void keepNobodyOutWhenTheyAreMany() throws Exception {
        var seeder = room.seeder();
        for (int i = 0; i < 300; i++) {
            newcomer(seeder, 96);
        }

        room.assertCopies(room.leecher("target"), seeder);
    }

    /// One that says so many bytes of nothing and waits.
    private static TestPeer newcomer(Room.Machine machine, int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        noise[0] = 1; // below the prime
        return TestPeer.start(
                machine.address(),
                it -> {
                    it.write(ByteBuffer.wrap(noise));
                    it.listen();
                });
    }
}
