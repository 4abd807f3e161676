package sower.interop;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each client fetches a volume from our engine, and seeds a slices folder to it. They find each
/// other through our tracker.
@Tag("system")
class InteropTest extends ClientsRoom {
    @ParameterizedTest
    @EnumSource
    void leechesFromUs(Client client) throws Exception {
        fetchesFromUs(client);
    }

    @ParameterizedTest
    @EnumSource
    void seedsToUs(Client client) throws Exception {
        givesUs(client);
    }
}
