package sower.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import sower.disk.BlockDevice;
import sower.disk.ByteSource;
import sower.disk.Disk;
import sower.disk.LocalDisks;
import sower.disk.RefusedException;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.metainfo.Metainfo;

/// One capture: what a plan chose, into a library, under a name.
public final class Capture {
    private final CapturePlan plan;
    private final ImageLibrary library;
    private final String name;
    private final String note;
    private final Options options;

    /// How it is done.
    ///
    /// @param inPlace no copy of the data: the disk itself will be seeded
    /// @param strict whether the first sector that cannot be read ends it; always so in place
    /// @param cores how many threads hash
    /// @param clock tells when it was made
    public record Options(boolean inPlace, boolean strict, int cores, InstantSource clock) {
        /// All cores, the system's clock.
        public static Options of(boolean inPlace) {
            int cores = Runtime.getRuntime().availableProcessors();
            return new Options(inPlace, inPlace, cores, InstantSource.system());
        }

        /// The same, ended by the first sector that cannot be read.
        public Options strictly() {
            return new Options(inPlace, true, cores, clock);
        }
    }

    public Capture(
            CapturePlan plan, ImageLibrary library, String name, String note, Options options) {
        this.plan = plan;
        this.library = library;
        this.name = name;
        this.note = note;
        this.options = options;
    }

    /// Does it, on the caller's thread.
    ///
    /// @param progress told a few times a second, on this thread
    /// @param cancelled asked every few megabytes
    /// @throws RefusedException before anything was read or written, if a finding forbids it
    /// @throws CancelledException when `cancelled` said so; nothing is left behind
    public Image run(Consumer<CaptureProgress> progress, BooleanSupplier cancelled)
            throws IOException {
        ImageLibrary.checkName(name);
        var meter = new ProgressMeter(progress, System::nanoTime);
        meter.stage(CaptureProgress.Stage.TABLE);
        try (var source = BlockDevice.openSource(plan.disk().path())) {
            meter.stage(CaptureProgress.Stage.USED_BLOCKS);
            var now = look(source);
            checkReady(now);
            try (var staging = library.stage(name)) {
                var volumes = volumes(now, source, staging.directory(), meter, cancelled);
                checkUnchanged(now, source);
                var image = staging.publish(manifest(now, volumes));
                meter.stage(CaptureProgress.Stage.DONE);
                return image;
            }
        }
    }

    /// The plan as it is now: between choosing and starting, things may have changed.
    private CapturePlan look(BlockDevice source) throws IOException {
        var disk = LocalDisks.of().at(plan.disk().path());
        return CapturePlan.of(disk, source).only(plan.slots());
    }

    private void checkReady(CapturePlan now) throws IOException {
        var blocker = now.blocker();
        if (blocker.isEmpty() && !options.inPlace()) {
            blocker = now.spaceFinding(library.freeBytes());
        }
        if (blocker.isPresent()) {
            throw new RefusedException(blocker.get().text());
        }
    }

    private void checkUnchanged(CapturePlan before, BlockDevice source) throws IOException {
        var after = look(source);
        if (!after.volumes().equals(before.volumes()) || after.blocker().isPresent()) {
            throw new IOException(
                    "%s changed while it was read; make sure nobody writes it and capture again"
                            .formatted(plan.disk().path()));
        }
    }

    private List<Manifest.Volume> volumes(
            CapturePlan now,
            BlockDevice source,
            Path directory,
            ProgressMeter meter,
            BooleanSupplier cancelled)
            throws IOException {
        meter.begin(now.usedBytes());
        var volumes = new ArrayList<Manifest.Volume>();
        var torrents = new ArrayList<Metainfo>();
        try (var hasher = new PieceHasher(options.cores(), meter, cancelled)) {
            for (var volume : now.volumes()) {
                if (volume.contents() != Manifest.Contents.DATA) {
                    volumes.add(describe(volume, "", List.of()));
                    continue;
                }
                meter.volume(volume.name());
                meter.stage(CaptureProgress.Stage.READ_AND_HASH);
                var bytes = patient(source, volume);
                var hashes = hash(hasher, volume, bytes, directory);
                var torrent = torrent(volume, hashes);
                torrents.add(torrent);
                var whole = describe(volume, torrent.infoHash().toString(), hashes.sha256());
                volumes.add(whole.without(bytes.badSectors()));
            }
        }
        meter.stage(CaptureProgress.Stage.METAINFO);
        for (var torrent : torrents) {
            write(directory.resolve(torrent.name() + ".torrent"), torrent.bytes());
        }
        return volumes;
    }

    private PatientSource patient(BlockDevice source, PlannedVolume volume) {
        return new PatientSource(
                source.slice(volume.extent()),
                volume.name(),
                source.logicalSectorSize(),
                options.strict());
    }

    private PieceHasher.Hashes hash(
            PieceHasher hasher, PlannedVolume volume, ByteSource bytes, Path directory)
            throws IOException {
        var extents = volume.used().extents();
        if (options.inPlace()) {
            return hasher.hash(bytes, extents, volume.pieceLength(), null);
        }
        var path = directory.resolve(volume.name() + ".raw");
        try (var raw = RawFile.create(path, volume.extent().length())) {
            var hashes = hasher.hash(bytes, extents, volume.pieceLength(), raw);
            raw.flush();
            return hashes;
        }
    }

    private Metainfo torrent(PlannedVolume volume, PieceHasher.Hashes hashes) throws IOException {
        var sha1 = new ByteArrayOutputStream();
        hashes.sha1().forEach(sha1::writeBytes);
        return Metainfo.create(
                volume.name(),
                volume.pieceLength(),
                volume.used().extents(),
                sha1.toByteArray(),
                "",
                options.clock().instant());
    }

    private static Manifest.Volume describe(
            PlannedVolume volume, String infoHash, List<String> sha256) {
        boolean data = volume.contents() == Manifest.Contents.DATA;
        return new Manifest.Volume(
                volume.name(),
                volume.slot(),
                volume.extent().offset(),
                volume.extent().length(),
                volume.contents(),
                volume.filesystem(),
                volume.label(),
                volume.uuid(),
                volume.blockSize(),
                volume.used().bytes(),
                volume.smallest(),
                infoHash,
                data ? volume.pieceLength() : 0,
                sha256);
    }

    private Manifest manifest(CapturePlan now, List<Manifest.Volume> volumes) {
        Disk disk = now.disk();
        Instant created = options.clock().instant();
        return new Manifest(
                Manifest.FORMAT,
                name,
                1,
                note,
                created,
                new Manifest.Source(
                        disk.model(), disk.serial(), disk.length(), disk.logicalSectorSize()),
                now.layout(),
                volumes,
                options.inPlace() ? disk.path().toString() : "");
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(true);
        }
    }
}
