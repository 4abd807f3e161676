package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of every piece is in a flight recording.
@Tag("swarm")
class PieceEventTest {
    private static final List<String> LIFE =
            List.of(
                    "sower.PieceAssigned",
                    "sower.PieceFirstBlock",
                    "sower.PieceHashed",
                    "sower.PieceWritten");
    private static final String REFUSED = "sower.PieceRefused";

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
    void tellsWhatBecameOfEachPieceInItsOrder() throws Exception {
        var events = new ArrayList<RecordedEvent>();
        try (var recording = recording()) {
            var seeder = room.seeder();
            room.assertCopies(room.leecher("target"), seeder);
            events.addAll(stop(recording));
        }

        var lives = new TreeMap<Integer, List<String>>();
        long bytes = 0;
        for (var event : events) {
            assertEquals(room.volume.metainfo().infoHash().toString(), event.getString("torrent"));
            lives.computeIfAbsent(event.getInt("piece"), _ -> new ArrayList<>())
                    .add(event.getEventType().getName());
            bytes += event.getEventType().getName().equals(LIFE.getLast()) ? written(event) : 0;
        }
        var expected = new TreeMap<Integer, List<String>>();
        for (int piece = 0; piece < room.volume.metainfo().layout().pieceCount(); piece++) {
            expected.put(piece, LIFE);
        }
        assertEquals((Map<Integer, List<String>>) expected, lives);
        assertEquals(3_000_000, bytes);
    }

    private static long written(RecordedEvent event) {
        assertFalse(event.getDuration().isNegative());
        return event.getInt("length");
    }

    @Test
    void tellsWhoSentAPieceThatWasRefused() throws Exception {
        var leecher = room.leecher("target");
        try (var recording = recording()) {
            var liar = room.settled(leecher, TestPeer::lie);
            int port = liar.port();
            assertTrue(liar.isDropped(20));
            var refused =
                    stop(recording).stream()
                            .filter(event -> event.getEventType().getName().equals(REFUSED))
                            .toList();

            assertFalse(refused.isEmpty());
            for (var event : refused) {
                assertEquals("wrong hash", event.getString("reason"));
                assertEquals("[127.0.0.1:" + port + "]", event.getString("peers"));
            }
        }
    }

    private static Recording recording() {
        var recording = new Recording();
        LIFE.forEach(name -> recording.enable(name).withoutThreshold());
        recording.enable(REFUSED).withoutThreshold();
        recording.start();
        return recording;
    }

    /// What was recorded, by time of its end.
    private List<RecordedEvent> stop(Recording recording) throws IOException {
        recording.stop();
        var file = folder.resolve("swarm.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .sorted((one, other) -> one.getEndTime().compareTo(other.getEndTime()))
                .toList();
    }
}
