package sower.local;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import sower.control.Workstation;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;
import sower.deploy.ReportingMachines;
import sower.image.Image;

/// This computer as the workstation of its own disks: nothing goes over a wire but the pieces, on
/// loopback, from the seed alone. Disks that read for each other would only write more slowly.
record ThisComputer(Image image, ReportingMachines machines, LocalRecord record)
        implements Workstation {

    @Override
    public InetAddress address() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public Optional<byte[]> file(String name) throws IOException {
        var file = image.directory().resolve(name);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    @Override
    public void report(MachineReport report, Consumer<MachineOrders> orders) {
        record.reported(report);
        var all = machines.report(address(), report);
        machines.news(report.id()).forEach(news -> record.warned(report.id(), news));
        orders.accept(
                new MachineOrders(
                        List.of(),
                        all.seedPort(),
                        all.leave(),
                        all.heard(),
                        all.stop(),
                        all.paused()));
    }
}
