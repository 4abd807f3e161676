package sower.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.exchange.Flavour;
import sower.exchange.VolumeExport;
import sower.image.Image;
import sower.image.Manifest;
import sower.image.ManifestFile;
import sower.image.VolumeData;
import sower.metainfo.Metainfo;

/// `sower images export`.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write an image's volumes in a form that other programs read.")
final class ImagesExport implements Callable<Integer> {
    private enum Form {
        SLICES,
        RAW,
        TORRENT
    }

    @Parameters(paramLabel = "IMAGE", description = "NAME, or NAME@VERSION.")
    private String name;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "Folder to write into; nothing in it is overwritten.")
    private Path folder;

    @Option(
            names = "--as",
            defaultValue = "SLICES",
            description =
                    "slices: files that any BitTorrent client seeds; raw: sparse files to mount or"
                            + " convert; torrent: the torrents alone (default: slices).")
    private Form form;

    @Option(
            names = "--flavour",
            defaultValue = "NATIVE",
            description =
                    "native, clonezilla (partclone's blocks cut at 16 MiB) or partclone (cut at 1"
                            + " MiB); not for raw (default: native).")
    private Flavour flavour;

    @Mixin private LibraryOption libraryOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var image = libraryOption.library().open(name);
        var line = new StatusLine(spec.commandLine().getErr(), StatusLine.onTerminal());
        var manifest = folder.resolve(ManifestFile.NAME);
        if (form == Form.SLICES && Files.exists(manifest)) {
            throw new IOException(manifest + " exists already; choose another folder");
        }
        try (var interruption = new Interruption()) {
            for (var volume : image.manifest().volumes()) {
                if (volume.contents() == Manifest.Contents.DATA) {
                    export(image, volume, line, interruption);
                }
            }
            if (form == Form.SLICES) { // says where the volumes lie, for whoever imports them
                Files.createDirectories(folder);
                Files.write(manifest, ManifestFile.bytes(image.manifest()));
            }
        } finally {
            line.end();
        }
        spec.commandLine().getOut().println(image.title() + " is in " + folder);
        return 0;
    }

    private void export(
            Image image, Manifest.Volume volume, StatusLine line, BooleanSupplier cancelled)
            throws IOException {
        var torrent = Metainfo.read(Files.readAllBytes(image.torrent(volume)));
        try (var data = VolumeData.open(image, volume)) {
            var export =
                    new VolumeExport(
                            torrent,
                            data,
                            image.manifest().created(),
                            done -> show(line, volume, done),
                            cancelled);
            switch (form) {
                case SLICES -> {
                    var _ = export.slices(flavour, folder);
                }
                case RAW -> {
                    var _ = export.raw(folder);
                }
                case TORRENT -> {
                    var _ = export.torrent(flavour, folder);
                }
            }
        }
    }

    private static void show(StatusLine line, Manifest.Volume volume, long done) {
        if (line.due(volume.name())) {
            line.show(
                    String.format(
                            Locale.ROOT,
                            "exporting %s  %s of %s",
                            volume.name(),
                            Quantity.bytes(done),
                            Quantity.bytes(volume.used())));
        }
    }
}
