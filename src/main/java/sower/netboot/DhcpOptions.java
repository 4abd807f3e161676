package sower.netboot;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The options of a DHCP message by their codes (RFC 2132). Their values are kept as characters 0
/// to 255, which do not change and can be compared.
record DhcpOptions(SequencedMap<Integer, String> values) {
    static final int SUBNET_MASK = 1;
    static final int VENDOR = 43; // encapsulated: here those of PXE
    static final int REQUESTED_ADDRESS = 50;
    static final int LEASE_SECONDS = 51;
    static final int MESSAGE_TYPE = 53;
    static final int SERVER = 54;
    static final int PARAMETERS = 55;
    static final int CLASS = 60;
    static final int TFTP_SERVER = 66;
    static final int BOOT_FILE = 67;
    static final int USER_CLASS = 77;
    static final int ARCHITECTURE = 93; // RFC 4578
    static final int MACHINE_UUID = 97;
    static final int IPXE = 175;
    static final DhcpOptions NONE = new DhcpOptions(new TreeMap<>());

    private static final int PAD = 0;
    private static final int END = 255;
    private static final int LONGEST = 255; // what is longer comes in parts (RFC 3396)

    DhcpOptions {
        values = Collections.unmodifiableSequencedMap(new TreeMap<>(values));
    }

    /// Reads what follows the magic cookie, up to the end option or the end.
    static DhcpOptions parse(ByteBuffer bytes) throws ProtocolException {
        var values = new TreeMap<Integer, String>();
        while (bytes.hasRemaining()) {
            int code = Byte.toUnsignedInt(bytes.get());
            if (code == END) {
                break;
            }
            if (code == PAD) {
                continue;
            }
            int length = bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) : 0;
            if (length > bytes.remaining()) {
                throw new ProtocolException("DHCP option %d ends too early".formatted(code));
            }
            byte[] value = new byte[length];
            bytes.get(value);
            values.merge(code, new String(value, StandardCharsets.ISO_8859_1), String::concat);
        }
        return new DhcpOptions(values);
    }

    /// The message type first: there are clients that look no further.
    void write(ByteBuffer into) {
        if (has(MESSAGE_TYPE)) {
            write(MESSAGE_TYPE, text(MESSAGE_TYPE), into);
        }
        values.forEach((code, value) -> {
            if (code != MESSAGE_TYPE) {
                write(code, value, into);
            }
        });
        into.put((byte) END);
    }

    private static void write(int code, String value, ByteBuffer into) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        do {
            int length = Math.min(LONGEST, bytes.length - at);
            into.put((byte) code).put((byte) length).put(bytes, at, length);
            at += length;
        } while (at < bytes.length);
    }

    boolean has(int code) {
        return values.containsKey(code);
    }

    /// Its value, empty where there is none.
    String text(int code) {
        return values.getOrDefault(code, "");
    }

    /// Its value of one byte, two or four; -1 where there is none.
    int number(int code) {
        var value = text(code);
        int number = value.isEmpty() ? -1 : 0;
        for (int i = 0; i < Math.min(value.length(), Integer.BYTES); i++) {
            number = number << Byte.SIZE | value.charAt(i);
        }
        return number;
    }

    /// Its value as an address.
    Optional<Inet4Address> address(int code) {
        byte[] bytes = text(code).getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length == Integer.BYTES ? Optional.of(address(bytes)) : Optional.empty();
    }

    static Inet4Address address(byte[] bytes) {
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException never) {
            throw new IllegalArgumentException("not four bytes", never);
        }
    }

    /// These options and one more.
    DhcpOptions with(int code, String value) {
        var more = new TreeMap<>(values);
        more.put(code, value);
        return new DhcpOptions(more);
    }

    DhcpOptions with(int code, byte... value) {
        return with(code, new String(value, StandardCharsets.ISO_8859_1));
    }

    DhcpOptions with(int code, Inet4Address address) {
        return with(code, address.getAddress());
    }
}
