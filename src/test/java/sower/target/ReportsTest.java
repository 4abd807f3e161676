package sower.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import sower.control.Workstation;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;
import sower.deploy.Phase;

class ReportsTest {
    private final List<Phase> heard = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch onItsWay = new CountDownLatch(1);
    private final CountDownLatch arrives = new CountDownLatch(1);

    /// Of a disk that had been stopped the workstation heard last that it was being checked, and
    /// showed that for ever.
    @Test
    void theEndIsToldAfterWhatWasOnItsWayAlready() throws Exception {
        try (var reports =
                new Reports(new SlowAtFirst(), "id", "PC-01", InetAddress.getLoopbackAddress())) {
            onItsWay.await();
            var ending = Thread.ofPlatform().start(() -> reports.end(Phase.DONE, "proved"));
            while (ending.isAlive() && ending.getState() != Thread.State.BLOCKED) {
                Thread.sleep(1);
            }
            arrives.countDown();
            ending.join();
        }
        assertEquals(Phase.DONE, heard.getLast());
    }

    /// The first report takes its time on the way.
    private final class SlowAtFirst implements Workstation {
        @Override
        public InetAddress address() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public Optional<byte[]> file(String name) {
            return Optional.empty();
        }

        @Override
        public void report(MachineReport report, Consumer<MachineOrders> orders) {
            if (report.phase() == Phase.CHECKING) {
                onItsWay.countDown();
                try {
                    arrives.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            heard.add(report.phase());
        }
    }
}
