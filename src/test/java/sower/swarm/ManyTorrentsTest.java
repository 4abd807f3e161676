package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.disk.BlockDevice;

/// An engine that is used for weeks: of a torrent that was removed nothing is left.
@Tag("swarm")
class ManyTorrentsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int PIECE = 1 << 16;

    @TempDir Path folder;

    @Test
    void aHundredComeAndGoAndNothingIsLeft() throws Exception {
        var options = EngineOptions.target(LOOPBACK, 0).withMemory(8 << 20);
        try (var seeder = Engine.start(options, new Random(1));
                var leecher = Engine.start(options, new Random(2))) {
            for (int i = 0; i < 10; i++) { // so that everything is loaded and allocated
                copy(seeder, leecher, i);
            }
            settle(ManyTorrentsTest::threads, 0);
            int threads = threads();
            int descriptors = descriptors();
            long heap = heap();

            for (int i = 10; i < 110; i++) {
                copy(seeder, leecher, i);
            }

            assertEquals(threads, settle(ManyTorrentsTest::threads, threads), "threads");
            assertEquals(descriptors, settle(ManyTorrentsTest::descriptors, descriptors), "files");
            long grown = heap() - heap;
            assertTrue(grown < 2 << 20, "the heap grew by %,d bytes".formatted(grown));
        }
    }

    private void copy(Engine seeder, Engine leecher, int number) throws Exception {
        var volume = SampleVolume.make(folder, number, 700_000, PIECE);
        var all = new BitSet();
        all.set(0, volume.metainfo().layout().pieceCount());
        var target = volume.blankTarget(folder, "target");
        var done = new CountDownLatch(1);
        var listener =
                new TorrentListener() {
                    @Override
                    public void completed() {
                        done.countDown();
                    }
                };
        try (var source = BlockDevice.openSource(volume.file());
                var device = BlockDevice.claimTarget(target)) {
            var there =
                    seeder.add(
                            volume.metainfo(),
                            volume.on(source),
                            all,
                            number % 2 == 0 ? Trust.PROVEN : Trust.EVERY_READ,
                            new TorrentListener() {});
            var here =
                    leecher.add(
                            volume.metainfo(),
                            volume.on(device),
                            new BitSet(),
                            Trust.PROVEN,
                            listener);
            here.addPeer(new InetSocketAddress(LOOPBACK, seeder.port()));
            assertTrue(done.await(30, TimeUnit.SECONDS), "complete in time");
            here.close();
            there.close();
        }
        assertTrue(volume.isWrittenTo(target), "bytes equal");
        Files.delete(target);
        Files.delete(volume.file());
    }

    /// Waits until it is no more than that, for a while.
    private static int settle(IntSupplier count, int wanted) throws InterruptedException {
        for (int i = 0; i < 50 && count.getAsInt() > wanted; i++) {
            Thread.sleep(100);
        }
        return count.getAsInt();
    }

    private static int threads() {
        return (int)
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("swarm-"))
                        .count();
    }

    /// 0 on systems that do not tell.
    private static int descriptors() {
        var all = new File("/proc/self/fd").list();
        return all == null ? 0 : all.length;
    }

    private static long heap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(100);
            var memory = Runtime.getRuntime();
            least = Math.min(least, memory.totalMemory() - memory.freeMemory());
        }
        return least;
    }
}
