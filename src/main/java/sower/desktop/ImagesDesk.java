package sower.desktop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sower.desktop.images.ImagesPage;
import sower.desktop.images.ShelvedImage;
import sower.desktop.shell.Place;
import sower.desktop.shell.Problem;
import sower.image.Image;
import sower.image.ImageLibrary;

/// Reads the libraries, the person's and the practice room's, for the pages that show images.
///
/// A deleted image is only put aside until the person leaves the page; then its files go.
final class ImagesDesk implements ImagesPage.Wishes {
    private final Workbench bench;
    private final Consumer<ShelvedImage> whenDeployed;
    private final Consumer<ShelvedImage> whenWritten;
    private ImagesPage page = new ImagesPage(this);
    private Optional<ImageLibrary> practice = Optional.empty();
    private List<ShelvedImage> known = List.of();
    private @Nullable ShelvedImage aside;

    /// @param whenDeployed told which image the person wants to deploy
    /// @param whenWritten told which image the person wants to write to disks of this computer
    ImagesDesk(
            Workbench bench,
            Consumer<ShelvedImage> whenDeployed,
            Consumer<ShelvedImage> whenWritten) {
        this.bench = bench;
        this.whenWritten = whenWritten;
        this.whenDeployed = whenDeployed;
    }

    ImagesPage page() {
        return page;
    }

    /// A new page in the language now spoken.
    void newLanguage() {
        page = new ImagesPage(this);
        show();
        if (aside != null) {
            page.offerUndo(aside);
        }
    }

    void practice(Optional<ImageLibrary> library) {
        practice = library;
    }

    /// The person's own library, where it is now.
    ImageLibrary own() {
        return new ImageLibrary(bench.preferences().library());
    }

    /// Reads the libraries and hands the images over, newest first.
    void read(Consumer<List<ShelvedImage>> then, Consumer<Problem> otherwise) {
        var own = own();
        var rehearsal = practice;
        bench.background()
                .run(
                        "read library",
                        () -> {
                            var images = new ArrayList<ShelvedImage>();
                            if (rehearsal.isPresent()) {
                                images.addAll(shelved(rehearsal.get(), true));
                            }
                            images.addAll(shelved(own, false));
                            images.sort(
                                    Comparator.comparing((ShelvedImage image) ->
                                                    image.manifest().created())
                                            .reversed());
                            return images;
                        },
                        then,
                        failure -> otherwise.accept(Problem.of(failure)));
    }

    /// Shows the page anew.
    void refresh() {
        read(
                images -> {
                    known = images;
                    show();
                },
                problem -> page.show(problem));
    }

    /// The person left the page: what was put aside goes now.
    void left() {
        ShelvedImage gone = aside;
        if (gone == null) {
            return;
        }
        aside = null;
        page.forgetUndo();
        bench.background()
                .run(
                        "delete image",
                        () -> {
                            library(gone).delete(new Image(gone.directory(), gone.manifest()));
                            return gone;
                        },
                        deleted -> refresh(),
                        failure -> page.show(Problem.of(failure)));
    }

    @Override
    public void deploy(ShelvedImage image) {
        whenDeployed.accept(image);
    }

    @Override
    public void writeHere(ShelvedImage image) {
        left();
        whenWritten.accept(image);
    }

    @Override
    public void delete(ShelvedImage image) {
        left();
        aside = image;
        show();
        page.offerUndo(image);
    }

    @Override
    public void restore(ShelvedImage image) {
        aside = null;
        show();
    }

    @Override
    public void capture() {
        bench.frame().go(Place.DISKS);
    }

    private void show() {
        page.show(known.stream().filter(image -> !image.equals(aside)).toList());
    }

    private ImageLibrary library(ShelvedImage image) {
        return image.practice() ? practice.orElseThrow() : own();
    }

    private static List<ShelvedImage> shelved(ImageLibrary library, boolean practice)
            throws IOException {
        var images = new ArrayList<ShelvedImage>();
        for (Image image : library.list()) {
            images.add(shelved(image, practice));
        }
        return images;
    }

    /// An image as the pages know it.
    static ShelvedImage shelved(Image image, boolean practice) {
        return new ShelvedImage(image.directory(), image.manifest(), practice);
    }
}
