package sower.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import sower.disk.BlockDevice;
import sower.disk.Disk;
import sower.disk.LocalDisks;
import sower.disk.RefusedException;
import sower.image.Durable;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.image.Staging;
import sower.metainfo.Metainfo;

/// One capture: what a plan chose, into a library, under a name. Where one of this name was killed,
/// it goes on with the files that are left, see [VolumeFile].
public final class Capture {
    private final Path path;
    private final Set<Integer> slots;
    private final ImageLibrary library;
    private final String name;
    private final String note;
    private final Options options;

    /// How it is done.
    ///
    /// @param inPlace no copy of the data: the disk itself will be seeded
    /// @param strict whether the first sector that cannot be read ends it; always so in place
    /// @param compress whether the library keeps it compressed; without meaning in place
    /// @param cores how many threads hash
    /// @param clock tells when it was made
    public record Options(
            boolean inPlace, boolean strict, boolean compress, int cores, InstantSource clock) {
        /// What is done unless the user says otherwise.
        public static final boolean COMPRESS = true;

        /// All cores, the system's clock.
        public static Options of(boolean inPlace) {
            int cores = Runtime.getRuntime().availableProcessors();
            return new Options(inPlace, inPlace, COMPRESS, cores, InstantSource.system());
        }

        /// The same, ended by the first sector that cannot be read.
        public Options strictly() {
            return new Options(inPlace, true, compress, cores, clock);
        }

        /// The same, kept compressed or raw.
        public Options compressed(boolean other) {
            return new Options(inPlace, strict, other, cores, clock);
        }
    }

    public Capture(
            CapturePlan plan, ImageLibrary library, String name, String note, Options options) {
        this.path = plan.disk().path();
        this.slots = plan.slots(); // not its maps, which are made again
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
        try (var source = BlockDevice.openSource(path)) {
            meter.stage(CaptureProgress.Stage.USED_BLOCKS);
            var now = look(source);
            checkReady(now);
            try (var staging = library.stage(name)) {
                var manifest = captureAll(now, source, staging, meter, cancelled);
                checkUnchanged(now, source);
                var image = staging.publish(manifest);
                meter.stage(CaptureProgress.Stage.DONE);
                return image;
            }
        }
    }

    /// The plan as it is now: between choosing and starting, things may have changed.
    private CapturePlan look(BlockDevice source) throws IOException {
        var disk = LocalDisks.of().at(path);
        return CapturePlan.of(disk, source).only(slots);
    }

    private void checkReady(CapturePlan now) throws IOException {
        var blocker = now.blocker();
        if (blocker.isEmpty() && !options.inPlace()) {
            blocker = now.spaceFinding(library.freeBytes(name));
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
                            .formatted(path));
        }
    }

    private Manifest captureAll(
            CapturePlan now,
            BlockDevice source,
            Staging staging,
            ProgressMeter meter,
            BooleanSupplier cancelled)
            throws IOException {
        var newest = library.newest(name);
        var work = new ArrayList<VolumeCapture>();
        try {
            for (var volume : now.volumes()) {
                work.add(new VolumeCapture(volume, newest));
            }
            meter.begin(work.stream().mapToLong(VolumeCapture::bytes).sum());
            var volumes = volumes(now, work, source, staging, meter, cancelled);
            int parent = work.stream().mapToInt(VolumeCapture::parent).max().orElse(0);
            return manifest(now, parent, volumes);
        } finally {
            for (var volume : work) {
                volume.close();
            }
        }
    }

    private List<Manifest.Volume> volumes(
            CapturePlan now,
            List<VolumeCapture> work,
            BlockDevice source,
            Staging staging,
            ProgressMeter meter,
            BooleanSupplier cancelled)
            throws IOException {
        var volumes = new ArrayList<Manifest.Volume>();
        var torrents = new ArrayList<Metainfo>();
        var time = options.clock().instant();
        try (var hasher = new PieceHasher(options.cores(), meter, cancelled)) {
            for (int i = 0; i < work.size(); i++) {
                var volume = work.get(i);
                if (now.volumes().get(i).contents() != Manifest.Contents.DATA) {
                    volumes.add(volume.withoutData());
                    continue;
                }
                meter.volume(volume.name());
                meter.stage(CaptureProgress.Stage.READ_AND_HASH);
                var bytes = patient(source, volume);
                var captured = volume.run(hasher, bytes, staging, options, time);
                meter.kept(captured.kept());
                torrents.add(captured.torrent());
                volumes.add(captured.volume());
            }
        }
        meter.stage(CaptureProgress.Stage.METAINFO);
        for (var torrent : torrents) {
            var file = staging.directory().resolve(torrent.name() + ".torrent");
            Durable.create(file, torrent::writeTo);
        }
        return volumes;
    }

    private PatientSource patient(BlockDevice source, VolumeCapture volume) {
        return new PatientSource(
                source.slice(volume.extent()),
                volume.name(),
                source.logicalSectorSize(),
                options.strict());
    }

    private Manifest manifest(CapturePlan now, int parent, List<Manifest.Volume> volumes) {
        Disk disk = now.disk();
        Instant created = options.clock().instant();
        return new Manifest(
                Manifest.FORMAT,
                name,
                1,
                parent,
                note,
                created,
                new Manifest.Source(
                        disk.model(), disk.serial(), disk.length(), disk.logicalSectorSize()),
                now.layout(),
                volumes,
                options.inPlace() ? disk.path().toString() : "");
    }
}
