package sower.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import sower.control.ControlAddress;
import sower.control.RoomServer;
import sower.control.WaitingRoom;
import sower.enrol.EnrolledMachine;
import sower.enrol.EnrolledMachines;
import sower.enrol.Gate;
import sower.enrol.RunId;
import sower.enrol.SiteAuthority;
import sower.image.Image;
import sower.image.ImageLibrary;

/// An image that is still being captured, by another program or in a window, and the machines that
/// wait for it. Its torrents' names are known only when their last piece is, so nothing can be sent
/// sooner; but by then the room can be complete.
final class AwaitedImage {
    private static final long POLL_MILLIS = 500;

    private final ImageLibrary library;
    private final String name;
    private final String plainName; // without a version
    private final RunId run;
    private final PrintWriter out;
    private final Set<String> told = new HashSet<>();

    /// @param name `lab` or `lab@2`
    /// @param run that will be; its ticket lets machines in meanwhile
    AwaitedImage(ImageLibrary library, String name, RunId run, PrintWriter out) {
        this.library = library;
        this.name = name;
        this.plainName = name.replaceFirst("@[0-9]+$", "");
        this.run = run;
        this.out = out;
    }

    /// Returns when it is there, or nobody captures it.
    ///
    /// @param typed what is typed meanwhile releases nothing
    /// @return where machines were answered, and the run should be; empty when the user wants no
    ///   more
    /// @throws IOException in one sentence, when its capture ended without an image
    Optional<InetSocketAddress> await(InetSocketAddress listen, TypedLines typed)
            throws IOException {
        if (!isBeingMade()) {
            return Optional.of(listen);
        }
        var before = library.newest(plainName).map(Image::exactName);
        var site = EnrolledMachines.of(library);
        var authority = SiteAuthority.of(library.root());
        var gate = new Gate(authority, site, run, InstantSource.system(), this::say);
        var room =
                new WaitingRoom(
                        "waits for the image %s, which is still being captured; nothing is written"
                                .formatted(name));
        try (var interruption = new Interruption();
                var server = RoomServer.open(gate, room, listen)) {
            say(
                    "waiting for %s, which is still being captured; on each machine: %s"
                            .formatted(name, server.invitation(authority.ticket(run))));
            while (isBeingMade() && !interruption.getAsBoolean()) {
                tellNews(room, site);
                while (typed.next().isPresent()) {
                    say("nothing can be released before the image is there");
                }
                Waiting.millis(POLL_MILLIS);
            }
            if (interruption.getAsBoolean()) {
                say("stopped; machines that wait go on waiting, nothing was written to them");
                return Optional.empty();
            }
            checkIsNew(before);
            int port = ControlAddress.parse(server.address()).port();
            return Optional.of(new InetSocketAddress(listen.getAddress(), port));
        }
    }

    /// A version that is there already is not waited for, whatever is captured beside it.
    private boolean isBeingMade() throws IOException {
        boolean isThere = library.list().stream().anyMatch(image -> image.exactName().equals(name));
        return !isThere && library.isBeingMade(plainName);
    }

    /// Who waits with us, and who waits to be let in; each is told once.
    private void tellNews(WaitingRoom room, EnrolledMachines site) throws IOException {
        for (var machine : room.machines()) {
            tellOnce("%s is here and waits for %s".formatted(machine, name));
        }
        for (var machine : site.list()) {
            if (machine.state() == EnrolledMachine.State.WAITING) {
                tellOnce(
                        RehearsalText.notEnrolled(machine)
                                + "type in another terminal: sower machines approve "
                                + machine.code());
            }
        }
    }

    /// What was there before is not what the machines wait for.
    private void checkIsNew(Optional<String> before) throws IOException {
        var now = library.newest(plainName).map(Image::exactName);
        if (name.equals(plainName) && now.equals(before)) {
            throw new IOException(
                    "The capture of %s ended without an image%s."
                            .formatted(
                                    name,
                                    now.map(old -> "; to deploy the one before it, say " + old)
                                            .orElse("")));
        }
    }

    private void tellOnce(String line) {
        if (told.add(line)) {
            say(line);
        }
    }

    private void say(String line) {
        out.println(RehearsalText.plain(line));
        out.flush();
    }
}
