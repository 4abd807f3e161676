package sower.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.disk.BlockDevice;
import sower.restore.RestoreProgress.Stage;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;
import sower.swarm.SampleVolume;
import sower.swarm.Torrent;
import sower.swarm.TorrentListener;
import sower.swarm.Trust;

/// A machine that has nearly all of the image is being checked when a blank one comes.
@Tag("swarm")
class ServesWhileCheckingTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int SECONDS = 60;
    private static final int PIECE = 1 << 18;
    private static final int PIECES = 62;
    private static final int LOOKED_AT = 40; // when the check is held up
    private static final List<Integer> MISSING = List.of(7, 55);
    private static final int FOUND = LOOKED_AT - 1; // without piece 7

    @TempDir private Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private SampleVolume volume;
    private byte[] before;
    private Machine holder;
    private Machine blank;

    @BeforeEach
    void holdUpTheCheck() throws Exception {
        volume = SampleVolume.make(folder, 23, 16_000_000, PIECE);
        for (int piece : MISSING) {
            volume.damage(piece);
        }
        holder = new Machine(volume.copy(folder, "holder"), LOOKED_AT);
        for (int piece : MISSING) {
            volume.damage(piece); // back
        }
        before = Files.readAllBytes(holder.file);
        blank = new Machine(volume.blankTarget(folder, "blank"), Integer.MAX_VALUE);
    }

    @AfterEach
    void close() throws Exception {
        holder.end();
        blank.end();
        for (var thing : open.reversed()) {
            thing.close();
        }
    }

    @Test
    void whatIsFoundFeedsABlankMachineAtOnceAndTheRestIsFetchedAfterwards() throws Exception {
        var seed = seed();
        holder.start(torrent -> torrent.addSource(at(seed.port)));
        blank.start(torrent -> torrent.addPeer(holder.address()));

        assertEquals(FOUND, blank.awaitPieces(FOUND));

        assertEquals(Stage.CHECKING, holder.now.stage());
        assertTrue(holder.restore.untouched());
        assertArrayEquals(before, Files.readAllBytes(holder.file), "nothing is written");
        assertEquals(0, seed.torrent.snapshot().peers().size(), "it calls nobody");

        holder.gate.countDown();

        assertEquals(PIECES, holder.proof().pieces());
        assertFalse(holder.restore.untouched());
        assertEquals(PIECES, blank.proof().pieces(), "it hands on what it has fetched");
        assertTrue(volume.isWrittenTo(holder.file));
        assertTrue(volume.isWrittenTo(blank.file));
        long fetched = holder.torrent().snapshot().downBytes();
        assertTrue(fetched <= 2L * MISSING.size() * PIECE, "only what was missing: " + fetched);
    }

    /// It cannot be counted on to import anything before it asks for something itself.
    @Test
    void nobodyAtTheSameSiteWaitsForWhoIsBeingChecked() throws Exception {
        var seed = seed();
        holder.start(torrent -> torrent.addSource(at(seed.port)));
        blank.start(torrent -> {
            torrent.addSource(at(seed.port));
            torrent.addPeer(holder.address());
        });

        assertEquals(PIECES, blank.proof().pieces(), "it fetches what the other lacks");
        assertEquals(Stage.CHECKING, holder.now.stage());
        holder.gate.countDown();

        assertEquals(PIECES, holder.proof().pieces());
    }

    @Test
    void whoIsStoppedMeanwhileHasWrittenNothing() throws Exception {
        holder.start(_ -> {});
        blank.start(torrent -> torrent.addPeer(holder.address()));
        assertTrue(blank.awaitPieces(1) > 0);

        holder.stopped = true;
        holder.gate.countDown();

        assertThrows(CancellationException.class, () -> holder.proof());
        assertTrue(holder.restore.untouched());
        assertArrayEquals(before, Files.readAllBytes(holder.file));
    }

    /// Whoever is sent a piece wrongly asks again, and the disk is looked at once more. Nobody
    /// would fetch the piece anew: the machine waited for ever.
    @Test
    void aDiskThatDoesNotKeepAPieceIsNamed() throws Exception {
        holder.start(_ -> {});
        assertEquals(FOUND, holder.awaitPieces(FOUND));
        try (var file = FileChannel.open(holder.file, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(4096), volume.metainfo().extents().getFirst().offset());
        }

        blank.start(torrent -> torrent.addPeer(holder.address()));
        assertEquals(FOUND - 1, blank.awaitPieces(FOUND - 1));
        holder.awaitPiecesFewerThan(FOUND);
        holder.gate.countDown();

        var failure = assertThrows(ExecutionException.class, holder::proof);
        var said = String.valueOf(failure.getMessage());
        assertTrue(said.contains("does not keep what is on it"), said);
        assertTrue(holder.restore.untouched());
    }

    private record Seed(Torrent torrent, int port) {}

    private Seed seed() throws IOException {
        var device = BlockDevice.openSource(volume.file());
        open.add(device);
        var options = EngineOptions.workstation(HERE, 0).withMemory(16 << 20).at("main");
        var engine = Engine.start(options, new Random(1));
        open.add(engine);
        var all = new BitSet();
        all.set(0, PIECES);
        var storage = volume.on(device);
        var nobody = new TorrentListener() {};
        var torrent = engine.add(volume.metainfo(), storage, all, Trust.PROVEN, nobody);
        return new Seed(torrent, engine.port());
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(HERE, port);
    }

    /// One disk in a file, on a thread of its own.
    private final class Machine {
        private final Path file;
        private final Engine engine;
        private final Restore restore;
        private final CountDownLatch gate = new CountDownLatch(1);
        private final CompletableFuture<Proof> proof = new CompletableFuture<>();
        private final AtomicInteger lookedAt = new AtomicInteger();
        private volatile RestoreProgress now;
        private volatile boolean stopped;
        private volatile @Nullable Torrent torrent;

        /// @param pieces that are looked at before the check waits for the gate
        Machine(Path file, int pieces) throws IOException {
            this.file = file;
            var device = BlockDevice.claimTarget(file);
            open.add(device);
            var options = EngineOptions.target(HERE, 0).withMemory(16 << 20).at("annex");
            this.engine = Engine.start(options, new Random(pieces));
            open.add(engine);
            var plan = RestorePlan.oneVolume(volume.metainfo(), List.of(), device);
            this.now = new RestoreProgress(Stage.CHECKING, 0, 0, 0, 0, 0, new BitSet(), 0);
            this.restore =
                    new Restore(plan, device, engine, told -> now = told, () -> isStopped(pieces));
        }

        InetSocketAddress address() {
            return at(engine.port());
        }

        Torrent torrent() {
            return Objects.requireNonNull(torrent);
        }

        /// Asked before every piece, by whoever is about to read it.
        private boolean isStopped(int pieces) {
            if (lookedAt.getAndIncrement() >= pieces) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return stopped;
        }

        void start(Consumer<Torrent> introduce) throws InterruptedException {
            var joined = new CountDownLatch(1);
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                        try {
                            proof.complete(
                                    restore.run(running -> {
                                        torrent = running.getFirst();
                                        introduce.accept(running.getFirst());
                                        joined.countDown();
                                    }));
                        } catch (IOException | RuntimeException failure) {
                            proof.completeExceptionally(failure);
                        }
                    });
            assertTrue(joined.await(SECONDS, TimeUnit.SECONDS));
        }

        int awaitPieces(int pieces) throws InterruptedException {
            for (int i = 0; i < 20 * SECONDS && have() < pieces; i++) {
                Thread.sleep(50);
            }
            return have();
        }

        void awaitPiecesFewerThan(int pieces) throws InterruptedException {
            for (int i = 0; i < 20 * SECONDS && have() >= pieces; i++) {
                Thread.sleep(50);
            }
        }

        private int have() {
            return torrent().snapshot().pieces().cardinality();
        }

        void end() throws Exception {
            stopped = true;
            gate.countDown();
            proof.handle((_, _) -> true).get(SECONDS, TimeUnit.SECONDS);
        }

        Proof proof() throws Exception {
            return proof.get(SECONDS, TimeUnit.SECONDS);
        }
    }
}
