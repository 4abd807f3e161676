package sower.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.image.Image;
import sower.image.ImageLibrary;
import sower.image.Manifest;
import sower.image.Signature;

/// `sower images show`.
@Command(name = "show", mixinStandardHelpOptions = true, description = "Show one image.")
final class ImagesShow implements Callable<Integer> {
    @Parameters(paramLabel = "IMAGE", description = "NAME, or NAME@VERSION.")
    private String name;

    @Mixin private LibraryOption libraryOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var library = libraryOption.library();
        var image = library.open(name);
        var manifest = image.manifest();
        var out = spec.commandLine().getOut();
        out.println(image.title() + "  " + manifest.created() + "  " + manifest.note());
        var source = manifest.source();
        out.printf(
                "from %s %s, %s, %s%n",
                source.model(),
                source.serial(),
                Quantity.bytes(source.length()),
                manifest.layout().kind());
        if (!manifest.inPlace().isEmpty()) {
            out.println("seeded in place from " + manifest.inPlace());
        }
        manifest.volumes().forEach(volume -> ImagesCommand.print(volume, out));
        showStored(image);
        var err = spec.commandLine().getErr();
        manifest.volumes().forEach(volume -> NewImage.warn(volume, err));
        showVersions(library, image);
        showSignature(image);
        return 0;
    }

    private void showStored(Image image) throws IOException {
        var out = spec.commandLine().getOut();
        for (var volume : image.manifest().volumes()) {
            if (image.isPacked(volume)) {
                long bytes = Files.size(image.packed(volume));
                out.printf(
                        "%s is kept compressed, %s in %s.zst%n",
                        volume.name(), Quantity.bytes(bytes), volume.name());
            } else if (Files.exists(image.raw(volume))) {
                out.printf("%s is kept as a sparse file, %s.raw%n", volume.name(), volume.name());
            }
        }
    }

    private void showVersions(ImageLibrary library, Image image) throws IOException {
        var out = spec.commandLine().getOut();
        var manifest = image.manifest();
        var versions =
                library.list().stream()
                        .map(Image::manifest)
                        .filter(other -> other.name().equals(manifest.name()))
                        .map(Manifest::version)
                        .map(String::valueOf)
                        .toList();
        out.printf("version %d of %s%n", manifest.version(), String.join(", ", versions));
        if (manifest.parent() > 0) {
            out.printf("keeps the order of version %d%n", manifest.parent());
        }
        image.sharesWith()
                .ifPresent(before ->
                        out.printf(
                                "stores %s itself and shares the rest with %s%n",
                                Quantity.bytes(before.storedBytes()), before.title()));
        for (var heir : library.sharing(image)) {
            out.println(heir.title() + " shares data of this; deleting this copies them first");
        }
    }

    private void showSignature(Image image) throws IOException {
        var signature = Signature.of(image);
        switch (signature) {
            case Signature.Own own -> spec.commandLine().getOut().println(own.text());
            case Signature.Foreign _, Signature.Missing _, Signature.Wrong _ ->
                    spec.commandLine().getErr().println("warning: " + signature.text());
        }
    }
}
