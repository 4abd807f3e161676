package sower.bench;

import java.io.IOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import sower.control.ControlAddress;
import sower.control.RoomClient;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer.Step;
import sower.deploy.Inventory;
import sower.deploy.Inventory.BootMode;
import sower.deploy.Inventory.Link;
import sower.deploy.InventoryDisk;
import sower.deploy.InventoryDisk.Contents;
import sower.deploy.MachineReport;
import sower.deploy.Phase;
import sower.enrol.EnrolmentAnswer;
import sower.enrol.MachineCredentials;
import sower.enrol.MachineIdentity;
import sower.enrol.Ticket;
import sower.wire.Bitfields;

/// A room full of agents that only talk: real keys, real calls, no disk and no swarm.
///
/// `ADDRESS TICKET AGENTS SECONDS PIECES`: each says hello until it is released, reports for so
/// many seconds, and is done then.
public final class BenchRoom {
    private static final int SECOND = 1000;

    private final ControlAddress workstation;
    private final Ticket ticket;
    private final int seconds;
    private final int pieces;
    private final AtomicInteger released = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong orders = new AtomicLong();

    private BenchRoom(String[] args) {
        workstation = ControlAddress.parse(args[0]);
        ticket = Ticket.parse(args[1]);
        seconds = Integer.parseInt(args[3]);
        pieces = Integer.parseInt(args[4]);
    }

    public static void main(String[] args) {
        var room = new BenchRoom(args);
        int agents = Integer.parseInt(args[2]);
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < agents; i++) {
                int number = i;
                tasks.execute(() -> room.attend(number));
            }
        }
        System.out.printf(
                "%d released, %d failed, %d orders heard%n",
                room.released.get(), room.failed.get(), room.orders.get());
    }

    private void attend(int number) {
        var inventory = inventory(number);
        var identity = MachineIdentity.of("bench-" + number, inventory);
        var credentials = MachineCredentials.inMemory(Optional.of(ticket));
        try (var client = new RoomClient(workstation, credentials, _ -> {})) {
            while (client.enrol(identity).step() != EnrolmentAnswer.Step.ENROLLED) {
                Thread.sleep(SECOND);
            }
            var hello = new Hello(identity.id(), identity.name(), inventory);
            while (!isReleased(client, hello)) {
                Thread.sleep(SECOND);
            }
            released.incrementAndGet();
            for (int second = 0; second <= seconds; second++) {
                client.report(report(identity, number, second), _ -> orders.incrementAndGet());
                Thread.sleep(SECOND);
            }
        } catch (IOException e) {
            failed.incrementAndGet();
            System.out.println(identity.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// As an agent does: a workstation that is busy is asked again.
    private static boolean isReleased(RoomClient client, Hello hello) {
        try {
            return client.hello(hello).step() == Step.WRITE;
        } catch (IOException silent) {
            return false;
        }
    }

    private MachineReport report(MachineIdentity identity, int number, int second) {
        var have = new BitSet();
        have.set(0, pieces * second / seconds);
        var phase = second == seconds ? Phase.DONE : Phase.RECEIVING;
        var text = Base64.getEncoder().encodeToString(Bitfields.encode(have, pieces));
        int port = 10_000 + number;
        return new MachineReport(
                identity.id(),
                identity.name(),
                port,
                phase,
                second,
                seconds,
                1,
                1,
                1,
                text,
                pieces,
                phase == Phase.DONE ? "done" : "",
                List.of());
    }

    private static Inventory inventory(int number) {
        var volumes =
                List.of(
                        new Contents.Volume(1, "vfat", "EFI", 1 << 28),
                        new Contents.Volume(2, "ntfs", "Windows", 1L << 37));
        var disk =
                new InventoryDisk(
                        "/dev/nvme0n1",
                        "Bench 512",
                        "B%06d".formatted(number),
                        "",
                        1L << 39,
                        512,
                        4096,
                        false,
                        false,
                        false,
                        List.of(),
                        new Contents("gpt", volumes, ""));
        var mac = "02:00:00:00:%02x:%02x".formatted(number >> 8, number & 0xff);
        var links = List.of(new Link("eth0", mac, 1000));
        return new Inventory("Bench", "S" + number, 16L << 30, BootMode.UEFI, links, List.of(disk));
    }
}
