package sower.netboot;

import java.util.Arrays;

/// What a DHCP message wants or says: option 53 (RFC 2132, section 9.6).
enum DhcpType {
    DISCOVER(1),
    OFFER(2),
    REQUEST(3),
    DECLINE(4),
    ACK(5),
    NAK(6),
    RELEASE(7),
    /// what nobody here answers
    OTHER(0);

    private final int code;

    DhcpType(int code) {
        this.code = code;
    }

    byte code() {
        return (byte) code;
    }

    static DhcpType of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst().orElse(OTHER);
    }
}
