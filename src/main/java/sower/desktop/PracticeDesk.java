package sower.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sower.desktop.shell.Problem;
import sower.disk.Disk;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.practice.PracticeRoom;

/// Opens the practice room once, and keeps it until the program ends.
final class PracticeDesk implements AutoCloseable {
    private static final int MACHINES = 8;
    private static final long DISK_LENGTH = 256L << 20;

    private final Workbench bench;
    private volatile @Nullable PracticeRoom room;
    private volatile @Nullable Path folder;
    private boolean asked;

    PracticeDesk(Workbench bench) {
        this.bench = bench;
    }

    /// Makes the sample disk and the machines, in the background; does nothing the second time.
    ///
    /// @param whenOpen told the disk to capture and where its images go
    void open(BiConsumer<Disk, ImageLibrary> whenOpen, Consumer<Problem> whenFailed) {
        if (asked) {
            return;
        }
        asked = true;
        bench.background()
                .run(
                        "open practice room",
                        this::make,
                        master -> whenOpen.accept(master, Objects.requireNonNull(room).library()),
                        failure -> {
                            asked = false;
                            whenFailed.accept(Problem.of(failure));
                        });
    }

    private Disk make() throws IOException {
        Path made = Files.createTempDirectory("sower-practice-");
        folder = made;
        PracticeRoom opened = PracticeRoom.open(made, MACHINES, DISK_LENGTH);
        room = opened;
        return opened.master();
    }

    /// Gives `image` to the eight machines. Not on the view's thread.
    Seeding deploy(Image image) throws IOException {
        PracticeRoom open = room;
        if (open == null) {
            throw new IOException("the practice room is not open");
        }
        return Seeding.ofPractice(open.deploy(image));
    }

    /// Switches the machines off and removes everything the practice made. Waits for them.
    @Override
    public void close() throws IOException {
        PracticeRoom open = room;
        if (open != null) {
            open.close();
        }
        Path made = folder;
        if (made != null) {
            try (var tree = Files.walk(made)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
