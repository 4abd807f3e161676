package sower.deploy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.image.Image;
import sower.image.Signature;

/// What happened in a run, in the order in which it did. A run's state follows from its events.
public sealed interface RunEvent {
    /// All of them as JSON.
    Kinds<RunEvent> JSON =
            new Kinds<>(
                    List.of(
                            Began.class,
                            Resumed.class,
                            Planned.class,
                            Released.class,
                            Withdrawn.class,
                            Phased.class,
                            Ordered.class,
                            Warned.class,
                            Refused.class,
                            Measured.class,
                            Ended.class));

    /// When, in milliseconds since 1970.
    long at();

    /// The technician has begun it.
    ///
    /// @param image its exact name, such as `lab@1`; in old logs its title
    /// @param manifest SHA-256 of the image's manifest, hex
    /// @param signature who vouches for the image, a sentence
    /// @param rule as [DiskRule] writes itself; empty where disks of this computer were chosen
    /// @param late whether who comes late joins
    /// @param address where machines find the workstation: host and port, parted by a space; empty
    ///   where none are looked for
    /// @param peerPort of its BitTorrent end
    /// @param assignment what the run wants besides the image
    /// @param roster who is meant; null in old logs
    record Began(
            long at,
            String run,
            String image,
            String manifest,
            String signature,
            String rule,
            boolean late,
            String address,
            int peerPort,
            Assignment assignment,
            @Nullable Roster roster)
            implements RunEvent {
        /// A run that overwrites disks of this computer, each chosen by a person.
        public static Began here(long at, String run, Image image) throws IOException {
            return of(at, run, image, "", false, "", 0, Assignment.PLAIN, Roster.EVERYBODY);
        }

        /// Whether it overwrites disks of this computer.
        public boolean here() {
            return address.isEmpty();
        }

        /// A run that begins now.
        ///
        /// @param address where machines find the workstation
        /// @param peerPort where peers do
        public static Began of(
                long at,
                String run,
                Image image,
                DiskRule rule,
                boolean late,
                InetSocketAddress address,
                int peerPort,
                Assignment assignment,
                Roster roster)
                throws IOException {
            var where = address.getAddress().getHostAddress() + " " + address.getPort();
            var disk = rule.toString();
            return of(at, run, image, disk, late, where, peerPort, assignment, roster);
        }

        private static Began of(
                long at,
                String run,
                Image image,
                String rule,
                boolean late,
                String address,
                int peerPort,
                Assignment assignment,
                Roster roster)
                throws IOException {
            return new Began(
                    at,
                    run,
                    image.exactName(),
                    image.fingerprint(),
                    Signature.of(image).text(),
                    rule,
                    late,
                    address,
                    peerPort,
                    assignment,
                    roster);
        }
    }

    /// The workstation had ended in the middle and goes on.
    record Resumed(long at) implements RunEvent {}

    /// A machine has said what it is, for the first time or with another outcome.
    ///
    /// @param plan what would become of it, a sentence
    record Planned(long at, String address, Hello hello, String plan) implements RunEvent {}

    /// Machines may write.
    record Released(long at, List<Granted> machines) implements RunEvent {
        public Released {
            machines = List.copyOf(machines);
        }

        /// One machine, and the disk as it was then.
        public record Granted(String id, InventoryDisk disk) {}
    }

    /// A machine needs another release to write again.
    record Withdrawn(long at, String id) implements RunEvent {}

    /// A machine has come to another phase.
    ///
    /// @param report with which it told so, without its pieces and its port
    record Phased(long at, String address, MachineReport report) implements RunEvent {}

    /// The technician wants something of a machine.
    record Ordered(long at, String id, String order) implements RunEvent {
        /// It is to receive and send nothing for now.
        public static final String PAUSE = "pause";

        /// It is to go on.
        public static final String RESUME = "resume";
    }

    /// A machine has noticed what a person should know; told once.
    ///
    /// @param sentence such as which bytes come damaged from whom
    record Warned(long at, String id, String sentence) implements RunEvent {}

    /// Somebody was turned away.
    ///
    /// @param sentence who and why
    record Refused(long at, String sentence) implements RunEvent {}

    /// How fast the room was at that moment, in bytes per second.
    ///
    /// @param seedRate sent by the workstation
    /// @param exchangeRate sent by machines to each other
    /// @param seedBytes sent by the workstation so far
    /// @param receiving how many machines were at it
    /// @param lowest what the slowest of them received
    /// @param median what half of them received at least
    /// @param highest what the fastest received
    record Measured(
            long at,
            long seedRate,
            long exchangeRate,
            long seedBytes,
            int receiving,
            long lowest,
            long median,
            long highest)
            implements RunEvent {}

    /// All machines that were released have ended.
    ///
    /// @param proved whether each has its proof
    /// @param trouble what was wrong on the workstation's side, a sentence each; null in old logs
    record Ended(long at, boolean proved, @Nullable List<String> trouble) implements RunEvent {}
}
