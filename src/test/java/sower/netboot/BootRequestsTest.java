package sower.netboot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import sower.netboot.BootRequest.Firmware;
import sower.netboot.BootRequest.Stage;

class BootRequestsTest {
    private static final Inet4Address MACHINE = Inet4Address.ofLiteral("10.77.0.50");

    private final BootRequests requests = new BootRequests(() -> Instant.ofEpochMilli(5));

    @Test
    void whatAMachineFetchesIsKnownByTheAddressItTook() {
        heard(DhcpType.DISCOVER, Boots.firmware(7));
        heard(DhcpType.REQUEST, Boots.firmware(7).with(DhcpOptions.REQUESTED_ADDRESS, MACHINE));
        requests.fetches(MACHINE, "snponly.efi", 100, 200);

        assertEquals(
                List.of(
                        new BootRequest(
                                Boots.MAC,
                                Firmware.UEFI,
                                Stage.LOADER,
                                "10.77.0.50",
                                "snponly.efi",
                                100,
                                200,
                                5)),
                requests.snapshot());
    }

    @Test
    void theLoadersOwnQuestionIsNoNewBeginningAndTheFirmwaresIs() {
        heard(DhcpType.DISCOVER, Boots.firmware(0).with(DhcpOptions.REQUESTED_ADDRESS, MACHINE));
        requests.fetches(MACHINE, "undionly.kpxe", 200, 200);
        heard(DhcpType.DISCOVER, Boots.firmware(0).with(DhcpOptions.USER_CLASS, "iPXE"));
        assertEquals(Stage.LOADER, requests.snapshot().getFirst().stage());

        requests.fetches(MACHINE, "initrd", 300, 300);
        assertEquals(Stage.STARTED, requests.snapshot().getFirst().stage());
        heard(DhcpType.DISCOVER, DhcpOptions.NONE); // the system's own
        assertEquals(Stage.STARTED, requests.snapshot().getFirst().stage());

        heard(DhcpType.DISCOVER, Boots.firmware(0));
        assertEquals(Stage.ASKS, requests.snapshot().getFirst().stage());
    }

    @Test
    void machinesThatDoNotBootAreNotListed() {
        heard(DhcpType.DISCOVER, DhcpOptions.NONE);

        assertEquals(List.of(), requests.snapshot());
    }

    @Test
    void aFloodLeavesThoseThatWereHeardLast() {
        for (int i = 0; i < BootRequests.MOST + 10; i++) {
            requests.fetches(BootRange.address(i), "vmlinuz", 1, 2);
        }
        var all = requests.snapshot();

        assertEquals(BootRequests.MOST, all.size());
        assertEquals(List.of(), all.stream().filter(m -> m.address().equals("0.0.0.9")).toList());
    }

    private void heard(DhcpType type, DhcpOptions options) {
        requests.heard(Boots.request(type, options));
    }
}
