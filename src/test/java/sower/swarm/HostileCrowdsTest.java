package sower.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.wire.Message;

/// Many peers that each do little: they keep nobody out.
@Tag("swarm")
class HostileCrowdsTest {
    private static final int PIECE = 1 << 20;

    @TempDir Path folder;
    private Room room;

    @BeforeEach
    void open() throws IOException {
        room = new Room(folder, SampleVolume.make(folder, 14, 16_000_000, PIECE));
    }

    @AfterEach
    void close() throws Exception {
        room.close();
    }

    @Test
    void tenThousandConnectAndLeave() throws Exception {
        var leecher = room.leecher("target");
        var seeder = room.seeder();
        for (int i = 0; i < 5000; i++) {
            SocketChannel.open(leecher.address()).close();
            SocketChannel.open(seeder.address()).close();
        }

        room.assertCopies(leecher, seeder);
    }

    /// As many as are let in before their handshake, and new ones all the time.
    @Test
    void hundredsStandInTheDoorAndSayNothing() throws Exception {
        var leecher = room.leecher("target");
        var seeder = room.seeder();
        var stop = new AtomicBoolean();
        List<Closeable> mute = new ArrayList<>();
        var crowd =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!stop.get()) {
                                try {
                                    mute.add(SocketChannel.open(seeder.address()));
                                    Thread.sleep(5);
                                    if (mute.size() > 600) {
                                        mute.removeFirst().close();
                                    }
                                } catch (IOException | InterruptedException e) {
                                    return;
                                }
                            }
                        });
        try {
            Thread.sleep(3000);
            room.assertCopies(leecher, seeder);
        } finally {
            stop.set(true);
            crowd.join();
            for (var one : mute) {
                one.close();
            }
        }
    }

    /// They keep the connection alive and take all places there are.
    @Test
    void sixtyTakeAllPlacesAndDoNothing() throws Exception {
        var leecher = room.leecher("target");
        var seeder = room.seeder();
        room.crowd(
                60,
                leecher,
                it -> {
                    it.send(new Message.HaveNone());
                    it.reached();
                    while (true) {
                        it.send(new Message.KeepAlive());
                        Thread.sleep(1000);
                    }
                });

        room.assertCopies(leecher, seeder);
    }

    @Test
    void moreThanThereAreSlotsForWantThemAndAskForNothing() throws Exception {
        var leecher = room.leecher("target");
        var seeder = room.seeder();
        room.crowd(
                12,
                seeder,
                it -> {
                    it.send(new Message.Interested());
                    it.reached();
                    it.listen();
                });

        room.assertCopies(leecher, seeder);
    }

    @Test
    void moreThanThereAreSlotsForChangeTheirMindAllTheTime() throws Exception {
        var leecher = room.leecher("target");
        var seeder = room.seeder();
        room.crowd(
                12,
                seeder,
                it -> {
                    it.reached();
                    while (true) {
                        it.send(new Message.Interested());
                        Thread.sleep(50);
                        it.send(new Message.NotInterested());
                    }
                });

        room.assertCopies(leecher, seeder);
    }

    /// Blocks of as many pieces as there is memory for, asked for by peers that do not read them.
    @Test
    void severalAskForBlocksFromEverywhereAndReadNone() throws Exception {
        var leecher = room.leecher("target");
        room.setMemory(12 << 20);
        var seeder = room.seeder(Trust.EVERY_READ);
        room.crowd(
                4,
                seeder,
                it -> {
                    it.send(new Message.Interested());
                    it.next(Message.Unchoke.class);
                    for (int block = 0; block < 1900; block++) {
                        int begin = block / 15 % 64 * 16384;
                        it.send(new Message.Request(block % 15, begin, 16384));
                    }
                    it.reached();
                    Thread.sleep(600_000);
                });

        room.assertCopies(leecher, seeder);
    }
}
