package sower.interop;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sower.Needs;

/// Each client insists on encryption and fetches a volume from our engine, or seeds it to us.
@Tag("system")
class EncryptedInteropTest extends ClientsRoom {
    @ParameterizedTest
    @EnumSource
    void leechesEncryptedFromUs(Client client) throws Exception {
        encrypted = true;
        if (!client.callsLoopback()) {
            here = outside();
        }

        fetchesFromUs(client);
    }

    /// Each is told of nobody, insists too, and seeds to our engine, which calls.
    @ParameterizedTest
    @EnumSource
    void isCalledByUs(Client client) throws Exception {
        encrypted = true;
        announced = false;

        givesUs(client);
    }

    /// An address of this machine that its network knows; who insists must call us.
    private static InetAddress outside() throws IOException {
        var found =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> address instanceof Inet4Address)
                        .filter(address -> !address.isLoopbackAddress())
                        .findFirst();
        Needs.that(found.isPresent(), "this test needs an address that is not loopback");
        return found.orElseThrow();
    }
}
