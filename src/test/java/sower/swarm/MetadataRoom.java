package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import sower.wire.MetadataMessage;

/// A room whose volume has metainfo of several pieces of metadata (BEP 9).
abstract class MetadataRoom {
    static final SwarmKey KEY = SwarmKey.parse("00112233445566778899aabbccddeeff");
    static final int THEIRS = 7; // the id that a test peer gives to metadata messages

    @TempDir static Path folder;
    static SampleVolume volume;
    static byte[] info;
    Room room;

    @BeforeAll
    static void make() throws IOException {
        // pieces so short that their hashes alone are several pieces of metadata
        volume = SampleVolume.make(folder, 1, 40 << 20, 1 << 14);
        var out = new ByteArrayOutputStream();
        volume.metainfo().writeInfoTo(out);
        info = out.toByteArray();
        assertTrue(info.length > 3 * MetadataMessage.PIECE_LENGTH);
    }

    @BeforeEach
    void open() {
        room = new Room(folder, volume);
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }
}
