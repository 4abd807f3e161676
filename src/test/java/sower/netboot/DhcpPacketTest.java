package sower.netboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sower.netboot.BootClient.Kind;
import sower.netboot.BootRequest.Firmware;

class DhcpPacketTest {
    private static final int MAGIC = 236;

    @Test
    void isTheSameAfterItWasOnTheWire() throws Exception {
        var packet =
                Boots.request(
                        DhcpType.DISCOVER,
                        Boots.firmware(7).with(DhcpOptions.USER_CLASS, "x".repeat(600)));

        assertEquals(packet, DhcpPacket.parse(ByteBuffer.wrap(packet.bytes())));
    }

    /// As OVMF 2022.11 and the iPXE of 2019 have sent it in a virtual machine.
    @ParameterizedTest
    @CsvSource({"ovmf-discover, PXE", "ipxe-discover, IPXE"})
    void readsWhatFirmwareAndLoaderSend(String file, Kind kind) throws Exception {
        byte[] bytes;
        try (var in = DhcpPacketTest.class.getResourceAsStream(file + ".bin")) {
            bytes = Objects.requireNonNull(in).readAllBytes();
        }
        var packet = DhcpPacket.parse(ByteBuffer.wrap(bytes));

        assertEquals(DhcpType.DISCOVER, packet.type());
        assertEquals(
                new BootClient("52:54:00:00:00:01", kind, Firmware.UEFI), BootClient.of(packet));
    }

    @Test
    void isAsLongAsRelaysWantItAndBeginsWithItsType() {
        byte[] bytes = Boots.request(DhcpType.REQUEST, DhcpOptions.NONE).bytes();

        assertEquals(300, bytes.length);
        assertEquals("[53, 1, 3, -1, 0]", Arrays.toString(Arrays.copyOfRange(bytes, 240, 245)));
    }

    @Test
    void passesOverWhatIsNoDhcp() {
        byte[] bytes = Boots.request(DhcpType.REQUEST, DhcpOptions.NONE).bytes();
        bytes[MAGIC] = 0;

        assertThrows(ProtocolException.class, () -> DhcpPacket.parse(ByteBuffer.wrap(bytes)));
    }

    /// Whoever is on the wire may send anything.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damageIsReadOrRefused(long seed) {
        var random = new Random(seed);
        byte[] whole = Boots.request(DhcpType.DISCOVER, Boots.firmware(0)).bytes();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int damaged = 0; damaged < 3 && bytes.length > 0; damaged++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                var packet = DhcpPacket.parse(ByteBuffer.wrap(bytes));
                assertEquals(packet, DhcpPacket.parse(ByteBuffer.wrap(packet.bytes())));
            } catch (ProtocolException passedOver) {
                refused++;
            }
        }
        assertEquals(true, refused > 0 && refused < 20_000, refused + " of 20,000 were refused");
    }
}
