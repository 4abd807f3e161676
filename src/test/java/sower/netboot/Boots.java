package sower.netboot;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Boot files and requests of machines, for tests.
final class Boots {
    static final Inet4Address US = Inet4Address.ofLiteral("10.77.0.1");
    static final String MAC = "52:54:00:00:00:01";
    static final BootOrder ORDER = new BootOrder("10.77.0.1:6969", Optional.empty());
    private static final List<String> NAMES =
            List.of("vmlinuz", "undionly.kpxe", "snponly.efi", "shimx64.efi", "grubx64.efi");

    private Boots() {}

    /// @param length of the file `initrd`, which is random; the others hold their names
    static BootFiles files(Path folder, int length) throws IOException {
        for (var name : NAMES) {
            Files.writeString(folder.resolve(name), name);
        }
        byte[] system = new byte[length];
        new Random(length).nextBytes(system);
        Files.write(folder.resolve("initrd"), system);
        return BootFiles.open(folder).with("http://10.77.0.1:6970/", ORDER);
    }

    /// What a machine without an address sends.
    static DhcpPacket request(DhcpType type, DhcpOptions options) {
        return request(type, DhcpPacket.NOWHERE, options);
    }

    static DhcpPacket request(DhcpType type, Inet4Address client, DhcpOptions options) {
        return new DhcpPacket(
                false,
                0x12345678,
                true,
                client,
                DhcpPacket.NOWHERE,
                DhcpPacket.NOWHERE,
                DhcpPacket.NOWHERE,
                MAC,
                "",
                options.with(DhcpOptions.MESSAGE_TYPE, type.code()));
    }

    /// What firmware says of itself.
    static DhcpOptions firmware(int architecture) {
        return DhcpOptions.NONE
                .with(DhcpOptions.CLASS, "PXEClient:Arch:%05d:UNDI:003001".formatted(architecture))
                .with(DhcpOptions.ARCHITECTURE, (byte) 0, (byte) architecture);
    }
}
