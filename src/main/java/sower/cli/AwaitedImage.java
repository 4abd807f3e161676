package sower.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import sower.control.WaitingRoom;
import sower.image.ImageLibrary;

/// An image that is still being captured, by another program or in another window, and the machines
/// that wait for it.
final class AwaitedImage {
    private static final long POLL_MILLIS = 500;

    private final ImageLibrary library;
    private final String name;
    private final Consumer<String> told;
    private final Set<String> greeted = new HashSet<>();

    /// @param name `lab` or `lab@2`
    /// @param told what is new, in sentences
    AwaitedImage(ImageLibrary library, String name, Consumer<String> told) {
        this.library = library;
        this.name = name;
        this.told = told;
    }

    /// Waits until the image is there or the user wants no more.
    ///
    /// @return where machines said hello, and should be answered from now on
    InetSocketAddress await(InetSocketAddress listen, BooleanSupplier interrupted)
            throws IOException {
        if (isThere()) {
            return listen;
        }
        var sentence =
                "waits for the image %s, which is still being captured; nothing is written"
                        .formatted(name);
        try (var room = WaitingRoom.open(listen, sentence)) {
            var address = new InetSocketAddress(listen.getAddress(), room.port());
            told.accept(
                    "waiting for %s; on each machine: sower target --workstation http://%s:%d"
                            .formatted(name, address.getAddress().getHostAddress(), room.port()));
            while (!interrupted.getAsBoolean() && !isThere()) {
                for (var machine : room.machines()) {
                    if (greeted.add(machine)) {
                        told.accept("%s is here and waits for %s".formatted(machine, name));
                    }
                }
                Waiting.millis(POLL_MILLIS);
            }
            return address;
        }
    }

    private boolean isThere() throws IOException {
        if (library.isBeingMade(name.replaceFirst("@[0-9]+$", ""))) {
            return false;
        }
        try {
            var _ = library.open(name);
            return true;
        } catch (NoSuchFileException notYet) {
            return false;
        }
    }
}
