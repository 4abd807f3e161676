package sower.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sower.capture.ImageCheck;
import sower.image.Image;
import sower.image.Signature;

/// `sower images verify`.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Read an image's data again and compare all hashes and the signature.")
final class ImagesVerify implements Callable<Integer> {
    @Parameters(paramLabel = "IMAGE", description = "NAME, or NAME@VERSION.")
    private String name;

    @Mixin private LibraryOption libraryOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var image = libraryOption.library().open(name);
        var err = spec.commandLine().getErr();
        switch (Signature.of(image)) {
            case Signature.Own own -> err.println("note: it is " + own.text());
            case Signature.Foreign foreign -> err.println("warning: it is " + foreign.text());
            case Signature.Missing missing -> err.println("warning: it is " + missing.text());
            case Signature.Wrong wrong ->
                    throw new IOException(
                            "%s: %s; capture it again".formatted(image.title(), wrong.text()));
        }
        var line = new ProgressLine(err);
        var bad = new ImageCheck(image).run(line, () -> false);
        line.end();
        if (bad.isEmpty()) {
            spec.commandLine().getOut().println(image.title() + " is whole");
            return 0;
        }
        report(image, bad);
        throw new IOException(
                "%s is damaged: %d pieces are wrong; capture it again"
                        .formatted(image.title(), bad.size()));
    }

    /// One sentence for each range of pieces.
    private void report(Image image, List<ImageCheck.BadPiece> bad) {
        int first = 0;
        for (int i = 1; i <= bad.size(); i++) {
            boolean goesOn =
                    i < bad.size()
                            && bad.get(i).volume().equals(bad.get(first).volume())
                            && bad.get(i).piece() == bad.get(i - 1).piece() + 1;
            if (!goesOn) {
                spec.commandLine()
                        .getErr()
                        .println(sentence(image, bad.get(first), bad.get(i - 1).piece()));
                first = i;
            }
        }
    }

    private static String sentence(Image image, ImageCheck.BadPiece first, int last) {
        var pieces =
                first.piece() == last
                        ? "piece %d of %s is".formatted(last, first.volume())
                        : "pieces %d to %d of %s are"
                                .formatted(first.piece(), last, first.volume());
        return "%s: %s not what was captured".formatted(image.title(), pieces);
    }
}
