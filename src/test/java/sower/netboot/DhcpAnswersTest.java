package sower.netboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DhcpAnswersTest {
    private static final DhcpOptions IPXE = Boots.firmware(0).with(DhcpOptions.USER_CLASS, "iPXE");
    private static final DhcpOptions HTTP =
            DhcpOptions.NONE
                    .with(DhcpOptions.CLASS, "HTTPClient:Arch:00016:UNDI:003001")
                    .with(DhcpOptions.ARCHITECTURE, (byte) 0, (byte) 16);
    private static final Optional<BootRange> RANGE =
            Optional.of(BootRange.parse("10.77.0.100-10.77.0.102"));

    @TempDir private Path folder;
    private BootFiles files;

    @BeforeEach
    void makeFiles() throws IOException {
        files = Boots.files(folder, 10);
    }

    @ParameterizedTest
    @CsvSource({"0, undionly.kpxe", "7, snponly.efi", "9, snponly.efi", "11, ''", "6, ''"})
    void besideAnotherServerFirmwareIsToldItsLoaderAndNoAddress(int architecture, String loader) {
        var offer =
                proxy().answer(Boots.request(DhcpType.DISCOVER, Boots.firmware(architecture)), 0);

        assertEquals(loader, offer.map(DhcpPacket::file).orElse(""));
        offer.ifPresent(packet -> {
            assertEquals(DhcpType.OFFER, packet.type());
            assertEquals(DhcpPacket.NOWHERE, packet.your());
            assertEquals(Boots.US, packet.next());
            assertEquals("PXEClient", packet.options().text(DhcpOptions.CLASS));
            assertEquals(loader, packet.options().text(DhcpOptions.BOOT_FILE));
            assertEquals(-1, packet.options().number(DhcpOptions.LEASE_SECONDS));
        });
    }

    @Test
    void aLoaderIsToldItsScriptAndFirmwareWithHttpAnAddressThere() {
        var script = proxy().answer(Boots.request(DhcpType.DISCOVER, IPXE), 0).orElseThrow();
        var loader = proxy().answer(Boots.request(DhcpType.DISCOVER, HTTP), 0).orElseThrow();

        assertEquals("http://10.77.0.1:6970/boot.ipxe", script.file());
        assertEquals("http://10.77.0.1:6970/snponly.efi", loader.file());
        assertEquals("HTTPClient", loader.options().text(DhcpOptions.CLASS));
    }

    @Test
    void besideAnotherServerNobodyElseIsAnswered() {
        var plain = Boots.request(DhcpType.DISCOVER, DhcpOptions.NONE);
        var request = Boots.request(DhcpType.REQUEST, Boots.firmware(0));

        assertEquals(Optional.empty(), proxy().answer(plain, 0));
        assertEquals(Optional.empty(), proxy().answer(request, 0));
        assertEquals(
                "undionly.kpxe", proxy().answerAtPxePort(request).map(DhcpPacket::file).orElse(""));
    }

    @Test
    void aMachineThatIsNotWantedStartsFromItsDisk() {
        var place = new DhcpAnswers.Place(Boots.US, 24, 6970, Optional.empty());
        var answers = new DhcpAnswers(place, files, mac -> !mac.equals(Boots.MAC));
        var request = Boots.request(DhcpType.DISCOVER, Boots.firmware(0));

        assertEquals(Optional.empty(), answers.answer(request, 0));
        assertEquals(Optional.empty(), answers.answerAtPxePort(request));
    }

    @Test
    void theOnlyServerGivesAnAddressAndWhatSecureBootAccepts() {
        var full = full();
        var offer =
                full.answer(Boots.request(DhcpType.DISCOVER, Boots.firmware(7)), 0).orElseThrow();
        var wish =
                Boots.firmware(7)
                        .with(DhcpOptions.REQUESTED_ADDRESS, offer.your())
                        .with(DhcpOptions.SERVER, Boots.US);

        var ack = full.answer(Boots.request(DhcpType.REQUEST, wish), 0).orElseThrow();

        assertEquals(DhcpType.ACK, ack.type());
        assertEquals(Inet4Address.ofLiteral("10.77.0.100"), ack.your());
        assertEquals("shimx64.efi", ack.file());
        assertEquals(3600, ack.options().number(DhcpOptions.LEASE_SECONDS));
        assertEquals(
                Optional.of(Inet4Address.ofLiteral("255.255.255.0")),
                ack.options().address(DhcpOptions.SUBNET_MASK));
    }

    @Test
    void anAddressThatSomebodyHasIsRefusedAndOneElsewhereToo() {
        var leases = new Leases(RANGE.orElseThrow());
        var address = leases.offer("02:00:00:00:00:09", 0).orElseThrow();
        leases.take("02:00:00:00:00:09", address, 0);

        assertTrue(leases.take("02:00:00:00:00:09", address, 1000));
        assertEquals(false, leases.take(Boots.MAC, address, 2000));
        assertEquals(false, leases.take(Boots.MAC, Inet4Address.ofLiteral("10.77.0.103"), 0));

        var wish =
                DhcpOptions.NONE.with(
                        DhcpOptions.REQUESTED_ADDRESS, Inet4Address.ofLiteral("10.1.1.1"));
        var nak = full().answer(Boots.request(DhcpType.REQUEST, wish), 0).orElseThrow();
        assertEquals(DhcpType.NAK, nak.type());
    }

    @Test
    void aRangeIsUsedUpAndComesBack() {
        var leases = new Leases(RANGE.orElseThrow());
        var given = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            var mac = "02:00:00:00:00:0" + i;
            given.add(leases.offer(mac, i).map(Inet4Address::getHostAddress).orElse("none"));
        }
        var later = leases.offer("02:00:00:00:00:07", 60_001).orElseThrow();

        assertEquals(List.of("10.77.0.100", "10.77.0.101", "10.77.0.102", "none"), given);
        assertEquals("10.77.0.100", later.getHostAddress());
        assertEquals(Optional.of(later), leases.offer("02:00:00:00:00:07", 60_002));
    }

    private DhcpAnswers proxy() {
        return answers(Optional.empty());
    }

    private DhcpAnswers full() {
        return answers(RANGE);
    }

    private DhcpAnswers answers(Optional<BootRange> range) {
        return new DhcpAnswers(new DhcpAnswers.Place(Boots.US, 24, 6970, range), files, _ -> true);
    }
}
