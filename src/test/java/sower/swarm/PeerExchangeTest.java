package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.wire.ExtensionHandshake;
import sower.wire.Message;
import sower.wire.PexMessage;

/// Machines that know only one other, and ordinary peers that take `ut_pex`.
@Tag("swarm")
class PeerExchangeTest {
    private static final int SECONDS = 60;
    private static final int THEIRS = 9; // id of ut_pex

    @TempDir private Path folder;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 37, 4_000_000, 1 << 18));
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void machinesHearOfEachOther() throws Exception {
        room.exchangePeers();
        var known = room.leecher("known");
        var first = room.leecher("first");
        var second = room.leecher("second");

        first.torrent().addPeer(known.address());
        second.torrent().addPeer(known.address());

        assertTrue(meets(first, second) || meets(second, first));
    }

    @Test
    void nobodyHearsOfAnybodyUnlessTheOwnerWantsIt() throws Exception {
        var known = room.leecher("known");
        var told = new AtomicReference<ExtensionHandshake>();
        try (var _ =
                room.settled(
                        known,
                        it -> {
                            told.set(introduction(it));
                            it.reached();
                        })) {
            assertEquals(0, told.get().pexId());
        }
    }

    /// Who tells twice within half a minute is not listened to.
    @Test
    void onePeerCannotSendItEverywhere() throws Exception {
        room.exchangePeers();
        var machine = room.leecher("machine");
        var friend = room.leecher("friend");
        var other = room.leecher("other");
        var many =
                IntStream.range(1, 1000)
                        .mapToObj(port -> new InetSocketAddress("224.0.0.1", port))
                        .toList();

        try (var _ =
                room.settled(
                        machine,
                        it -> {
                            introduction(it);
                            it.send(new PexMessage(many, List.of()).encode(PexMessage.ID));
                            it.send(tells(other));
                            it.reached();
                            it.listen();
                        })) {
            machine.torrent().addPeer(friend.address());

            assertTrue(meets(machine, friend));
            assertFalse(knows(machine, other));
        }
    }

    private static Message.Extended tells(Room.Machine machine) {
        return new PexMessage(List.of(machine.address()), List.of()).encode(PexMessage.ID);
    }

    /// Both say hello.
    private static ExtensionHandshake introduction(TestPeer peer) throws IOException {
        peer.send(
                new ExtensionHandshake("test", 1, 250, 1 << 14, "", "", false, false, 0, 0, THEIRS)
                        .encode());
        while (true) {
            if (peer.next() instanceof Message.Extended extended && extended.id() == 0) {
                return ExtensionHandshake.decode(extended);
            }
        }
    }

    private static boolean meets(Room.Machine one, Room.Machine other) throws InterruptedException {
        for (int i = 0; i < 20 * SECONDS && !knows(one, other); i++) {
            Thread.sleep(50);
        }
        return knows(one, other);
    }

    private static boolean knows(Room.Machine one, Room.Machine other) {
        return one.torrent().snapshot().peers().stream()
                .anyMatch(peer -> peer.address().equals(other.address()));
    }
}
