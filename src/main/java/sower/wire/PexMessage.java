package sower.wire;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEMap;
import bt.bencoding.types.BEString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sower.metainfo.Bencoding;
import sower.metainfo.MetainfoException;

/// Whom a peer is connected with, as what has changed since it told the last time (BEP 11,
/// `ut_pex`).
///
/// @param added since then
/// @param dropped since then
public record PexMessage(List<InetSocketAddress> added, List<InetSocketAddress> dropped) {
    /// By which id others are to send them to us.
    public static final int ID = 2;

    private static final int IPV4 = 4;
    private static final int IPV6 = 16;
    private static final int MOST_BYTES = 1 << 14;

    public PexMessage {
        added = List.copyOf(added);
        dropped = List.copyOf(dropped);
    }

    /// As a message.
    ///
    /// @param id that the receiver has given them
    public Message.Extended encode(int id) {
        var root = new TreeMap<String, BEObject<?>>();
        root.put("added", compact(added, IPV4));
        root.put("added6", compact(added, IPV6));
        root.put("dropped", compact(dropped, IPV4));
        root.put("dropped6", compact(dropped, IPV6));
        return new Message.Extended(id, ByteBuffer.wrap(Bencoding.encode(new BEMap(root))));
    }

    private static BEString compact(List<InetSocketAddress> addresses, int length) {
        var bytes = ByteBuffer.allocate(addresses.size() * (length + Short.BYTES));
        for (var each : addresses) {
            byte[] host = each.getAddress().getAddress();
            if (host.length == length) {
                bytes.put(host).putShort((short) each.getPort());
            }
        }
        byte[] filled = new byte[bytes.position()];
        bytes.flip().get(filled);
        return new BEString(filled);
    }

    /// @param message with the id that we have given them
    public static PexMessage decode(Message.Extended message) throws ProtocolException {
        byte[] bytes = new byte[message.payload().remaining()];
        if (bytes.length > MOST_BYTES) {
            throw new ProtocolException("names peers in " + bytes.length + " bytes");
        }
        message.payload().duplicate().get(bytes);
        try {
            var root = Bencoding.parse(bytes).getValue();
            return new PexMessage(both(root, "added"), both(root, "dropped"));
        } catch (MetainfoException e) {
            throw new ProtocolException("names peers: " + e.getMessage());
        }
    }

    private static List<InetSocketAddress> both(Map<String, BEObject<?>> root, String key)
            throws ProtocolException {
        var all = new ArrayList<>(addresses(root.get(key), IPV4));
        all.addAll(addresses(root.get(key + "6"), IPV6));
        return all;
    }

    private static List<InetSocketAddress> addresses(@Nullable BEObject<?> value, int length)
            throws ProtocolException {
        var all = new ArrayList<InetSocketAddress>();
        if (!(value instanceof BEString compact)) {
            return all;
        }
        var bytes = ByteBuffer.wrap(compact.getValue());
        if (bytes.remaining() % (length + Short.BYTES) != 0) {
            throw new ProtocolException("names a part of a peer");
        }
        while (bytes.hasRemaining()) {
            byte[] address = new byte[length];
            bytes.get(address);
            try {
                int port = Short.toUnsignedInt(bytes.getShort());
                all.add(new InetSocketAddress(InetAddress.getByAddress(address), port));
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return all;
    }
}
