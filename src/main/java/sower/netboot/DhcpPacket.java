package sower.netboot;

import java.net.Inet4Address;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// A DHCP message as it is on the wire (RFC 2131, section 2), of a machine with an Ethernet card.
///
/// @param transaction by which a client knows its answer
/// @param client the address that it has, or 0.0.0.0
/// @param your the address that it gets
/// @param next the server that has the boot file
/// @param relay through which a request came
/// @param mac of the client, `52:54:00:12:34:56`
/// @param file what it is to boot
record DhcpPacket(
        boolean reply,
        int transaction,
        boolean broadcast,
        Inet4Address client,
        Inet4Address your,
        Inet4Address next,
        Inet4Address relay,
        String mac,
        String file,
        DhcpOptions options) {
    static final Inet4Address NOWHERE = DhcpOptions.address(new byte[4]);

    private static final int REQUEST = 1; // op
    private static final int REPLY = 2;
    private static final int ETHERNET = 1; // htype
    private static final int MAC_LENGTH = 6; // hlen
    private static final int HARDWARE_FIELD = 16; // chaddr
    private static final int SERVER_FIELD = 64; // sname
    private static final int FILE_FIELD = 128;
    private static final int BROADCAST = 0x8000;
    private static final int MAGIC = 0x63825363;
    private static final int FIXED = 240; // with the magic cookie
    private static final int SHORTEST = 300; // what BOOTP relays pass on
    private static final int LONGEST = 1472; // in one frame of Ethernet
    private static final HexFormat MAC = HexFormat.ofDelimiter(":");

    /// @throws ProtocolException when it is none, or not of an Ethernet card
    static DhcpPacket parse(ByteBuffer bytes) throws ProtocolException {
        if (bytes.remaining() < FIXED) {
            throw new ProtocolException("too short for DHCP: " + bytes.remaining() + " bytes");
        }
        int op = bytes.get();
        int hardware = bytes.get();
        int hardwareLength = bytes.get();
        bytes.get(); // hops
        int transaction = bytes.getInt();
        bytes.getShort(); // secs
        boolean broadcast = (bytes.getShort() & BROADCAST) != 0;
        var client = address(bytes);
        var your = address(bytes);
        var next = address(bytes);
        var relay = address(bytes);
        byte[] chaddr = bytes(bytes, HARDWARE_FIELD);
        bytes(bytes, SERVER_FIELD);
        var file = new String(bytes(bytes, FILE_FIELD), StandardCharsets.ISO_8859_1);
        int end = file.indexOf('\0');
        boolean known = op == REQUEST || op == REPLY;
        if (!known || hardware != ETHERNET || hardwareLength != MAC_LENGTH) {
            throw new ProtocolException("neither request nor reply of an Ethernet card");
        }
        if (bytes.getInt() != MAGIC) {
            throw new ProtocolException("BOOTP without DHCP");
        }
        return new DhcpPacket(
                op == REPLY,
                transaction,
                broadcast,
                client,
                your,
                next,
                relay,
                MAC.formatHex(Arrays.copyOf(chaddr, MAC_LENGTH)),
                end < 0 ? file : file.substring(0, end),
                DhcpOptions.parse(bytes));
    }

    /// Ready to be sent.
    ///
    /// @throws IllegalArgumentException when the options do not fit into one frame
    byte[] bytes() {
        var out = ByteBuffer.allocate(LONGEST);
        byte[] name = file.getBytes(StandardCharsets.ISO_8859_1);
        if (name.length >= FILE_FIELD) {
            throw new IllegalArgumentException("too long for a boot file: " + file);
        }
        out.put((byte) (reply ? REPLY : REQUEST)).put((byte) ETHERNET).put((byte) MAC_LENGTH);
        out.put((byte) 0).putInt(transaction).putShort((short) 0);
        out.putShort((short) (broadcast ? BROADCAST : 0));
        out.put(client.getAddress()).put(your.getAddress());
        out.put(next.getAddress()).put(relay.getAddress());
        out.put(Arrays.copyOf(MAC.parseHex(mac), HARDWARE_FIELD));
        out.put(new byte[SERVER_FIELD]).put(Arrays.copyOf(name, FILE_FIELD));
        out.putInt(MAGIC);
        options.write(out);
        return Arrays.copyOf(out.array(), Math.max(out.position(), SHORTEST));
    }

    DhcpType type() {
        return DhcpType.of(options.number(DhcpOptions.MESSAGE_TYPE));
    }

    private static Inet4Address address(ByteBuffer bytes) {
        return DhcpOptions.address(bytes(bytes, Integer.BYTES));
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }
}
