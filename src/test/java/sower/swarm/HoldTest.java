package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.disk.BlockDevice;
import sower.wire.ExtensionHandshake;
import sower.wire.Message;

/// What a peer hears of a machine whose disk is being checked, and when.
@Tag("swarm")
class HoldTest {
    private static final int PIECE = 1 << 18;
    private static final int SECONDS = 60;

    @TempDir private Path folder;
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private Room room;
    private BlockDevice device;
    private InetSocketAddress address;
    private Torrent torrent;

    @BeforeEach
    void hold() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 29, 8 * PIECE, PIECE));
        device = BlockDevice.claimTarget(room.volume.copy(folder, "target"));
        var engine = room.engine();
        var storage = room.volume.on(device);
        torrent = engine.addHeld(room.volume.metainfo(), storage, new TorrentListener() {});
        address = new InetSocketAddress(Room.LOOPBACK, engine.port());
    }

    @AfterEach
    void close() throws Exception {
        room.close();
        device.close();
    }

    @Test
    void itGivesWhatIsFoundAndAsksForNothingUntilItIsToFetch() throws Exception {
        torrent.found(3);
        var infoHash = room.volume.metainfo().infoHash();
        try (var peer = TestPeer.connect(address, infoHash, 1, this::offerAndAsk)) {
            assertTrue(peer.awaitReached(), "it is sent what was found");
            torrent.found(5);
            assertEquals(List.of("held", "has {3}", "piece 3", "has 5"), heard(4));

            torrent.fetch();

            assertEquals(List.of("asks", "interested", "request"), heard(7).subList(4, 7));
        }
    }

    private void offerAndAsk(TestPeer peer) throws IOException {
        peer.send(new ExtensionHandshake("peer", 1, 250, 1 << 14, "", "").encode());
        peer.offer();
        peer.send(new Message.Interested());
        while (true) {
            switch (peer.next()) {
                case Message.Extended said ->
                        heard.add(ExtensionHandshake.decode(said).held() ? "held" : "asks");
                case Message.Bitfield had -> heard.add("has " + had.pieces());
                case Message.Have(int piece) -> heard.add("has " + piece);
                case Message.Interested _ -> heard.add("interested");
                case Message.Request _ -> heard.add("request");
                case Message.Unchoke _ -> peer.send(new Message.Request(3, 0, 1 << 14));
                case Message.Piece block -> {
                    heard.add("piece " + block.piece());
                    peer.reached();
                }
                default -> {}
            }
        }
    }

    /// Waits for so many words.
    private List<String> heard(int count) throws InterruptedException {
        for (int i = 0; i < 20 * SECONDS && heard.size() < count; i++) {
            Thread.sleep(50);
        }
        return new ArrayList<>(heard).subList(0, Math.min(count, heard.size()));
    }
}
