package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// What programs tell at their [SwarmDoor]s: on a terminal it is written over and over.
final class SwarmView {
    private static final String CLEAR = "\033[H\033[J"; // home, and clear to the end of the screen
    private static final int LONGEST = 1 << 18;
    private static final long EVERY_MILLIS = 1000;

    private final Path folder;
    private final PrintWriter out;
    private final boolean terminal;

    SwarmView(Path folder, PrintWriter out) {
        this.folder = folder;
        this.out = out;
        this.terminal = StatusLine.onTerminal();
    }

    /// Shows what is going on, now.
    ///
    /// @return whether there is a program that tells something
    boolean show() throws IOException {
        var texts = texts();
        if (!texts.isEmpty()) {
            out.print(terminal ? CLEAR : "");
            out.println(String.join("\n", texts));
            out.flush();
        }
        return !texts.isEmpty();
    }

    /// Does so once a second, until there is nothing more to see.
    void follow(BooleanSupplier enough) throws IOException {
        boolean more = true;
        while (more && !enough.getAsBoolean()) {
            Waiting.millis(EVERY_MILLIS);
            more = !enough.getAsBoolean() && show();
        }
    }

    private List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                if (file.toString().endsWith(SwarmDoor.SUFFIX)) {
                    ask(file, texts);
                }
            }
        }
        return texts;
    }

    private static void ask(Path file, List<String> texts) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            var in = Channels.newInputStream(channel);
            var text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            if (!text.isEmpty()) {
                texts.add(text.replaceAll("[\\p{Cntrl}&&[^\n]]", "?"));
            }
        } catch (ConnectException nobody) {
            Files.deleteIfExists(file); // its program was killed
        }
    }
}
