package sower.wire;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEMap;
import bt.bencoding.types.BEString;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import sower.metainfo.Bencoding;
import sower.metainfo.MetainfoException;

/// What a peer tells of itself in the extension handshake (BEP 10), as far as we use it.
///
/// @param client name and version of its program, empty where it says none (`v`)
/// @param port where it listens, 0 where it does not say (`p`)
/// @param requests how many requests it queues for us (`reqq`)
/// @param longestRequest bytes of the longest block it sends; over 16 KiB only between Sower peers
///   (`sower` → `request`)
/// @param proof that it belongs to a closed swarm, empty for none (`sower` → `proof`)
/// @param site where in the building it is, in one word; empty where it says none (`sower` →
///   `site`)
/// @param shows whether it has everything and tells each peer only of pieces that are for this peer
///   to fetch (`sower` → `shows`)
/// @param held whether it looks what its disk holds, and asks for nothing yet (`sower` → `held`)
/// @param metadataId of its [MetadataMessage]s, 0 where it takes none (`m` → `ut_metadata`)
/// @param metadataLength bytes of the info dictionary, 0 where it has none to give
///   (`metadata_size`)
/// @param pexId of its [PexMessage]s, 0 where it takes none (`m` → `ut_pex`)
public record ExtensionHandshake(
        String client,
        int port,
        int requests,
        int longestRequest,
        String proof,
        String site,
        boolean shows,
        boolean held,
        int metadataId,
        int metadataLength,
        int pexId) {
    private static final int DEFAULT_REQUESTS = 250;
    private static final int MOST_BYTES = 1 << 16;

    /// Of a peer that neither takes nor gives metadata, nor tells of others.
    public ExtensionHandshake(
            String client, int port, int requests, int longestRequest, String proof, String site) {
        this(client, port, requests, longestRequest, proof, site, false, false, 0, 0, 0);
    }

    /// The same of a peer that speaks of the metainfo as well.
    ///
    /// @param length of the info dictionary, 0 where it has none to give
    public ExtensionHandshake withMetadata(int length) {
        return with(shows, held, MetadataMessage.ID, length, pexId);
    }

    /// The same of a peer that is told of others.
    public ExtensionHandshake withPex() {
        return with(shows, held, metadataId, metadataLength, PexMessage.ID);
    }

    /// The same of a peer that gives in another way.
    ///
    /// @param asShown whether it has everything and shows it piece by piece
    /// @param asFound whether it gives what it finds, and asks for nothing yet
    public ExtensionHandshake giving(boolean asShown, boolean asFound) {
        return with(asShown, asFound, metadataId, metadataLength, pexId);
    }

    private ExtensionHandshake with(
            boolean asShown, boolean asFound, int metadata, int length, int pex) {
        return new ExtensionHandshake(
                client,
                port,
                requests,
                longestRequest,
                proof,
                site,
                asShown,
                asFound,
                metadata,
                length,
                pex);
    }

    /// As a message.
    public Message.Extended encode() {
        var ours = new TreeMap<String, BEObject<?>>();
        if (!proof.isEmpty()) {
            ours.put("proof", new BEString(proof));
        }
        if (held) {
            ours.put("held", new BEInteger(1));
        }
        ours.put("request", new BEInteger(longestRequest));
        if (shows) {
            ours.put("shows", new BEInteger(1));
        }
        if (!site.isEmpty()) {
            ours.put("site", new BEString(site));
        }
        var root = new TreeMap<String, BEObject<?>>();
        root.put("m", new BEMap(messages()));
        if (metadataLength > 0) {
            root.put("metadata_size", new BEInteger(metadataLength));
        }
        root.put("p", new BEInteger(port));
        root.put("reqq", new BEInteger(requests));
        root.put("sower", new BEMap(ours));
        root.put("v", new BEString(client));
        return new Message.Extended(0, ByteBuffer.wrap(Bencoding.encode(new BEMap(root))));
    }

    private Map<String, BEObject<?>> messages() {
        var messages = new TreeMap<String, BEObject<?>>();
        if (metadataId != 0) {
            messages.put("ut_metadata", new BEInteger(metadataId));
        }
        if (pexId != 0) {
            messages.put("ut_pex", new BEInteger(pexId));
        }
        return messages;
    }

    /// @param message with id 0
    public static ExtensionHandshake decode(Message.Extended message) throws ProtocolException {
        byte[] bytes = new byte[message.payload().remaining()];
        if (bytes.length > MOST_BYTES) {
            throw new ProtocolException("extension handshake of " + bytes.length + " bytes");
        }
        message.payload().duplicate().get(bytes);
        try {
            var root = Bencoding.parse(bytes).getValue();
            var ours = map(root, "sower");
            int port = number(root, "p", 0);
            return new ExtensionHandshake(
                    text(root, "v"),
                    port < 1 << 16 ? port : 0,
                    number(root, "reqq", DEFAULT_REQUESTS),
                    number(ours, "request", 1 << 14),
                    text(ours, "proof"),
                    text(ours, "site"),
                    number(ours, "shows", 0) == 1,
                    number(ours, "held", 0) == 1,
                    id(root, "ut_metadata"),
                    length(root),
                    id(root, "ut_pex"));
        } catch (MetainfoException e) {
            throw new ProtocolException("extension handshake: " + e.getMessage());
        }
    }

    private static Map<String, BEObject<?>> map(Map<String, BEObject<?>> root, String key) {
        return root.get(key) instanceof BEMap map ? map.getValue() : Map.of();
    }

    private static String text(Map<String, BEObject<?>> map, String key) {
        return map.get(key) instanceof BEString text ? text.getValueAsString() : "";
    }

    private static int id(Map<String, BEObject<?>> root, String message) {
        int id = number(map(root, "m"), message, 0);
        return id < 1 << 8 ? id : 0;
    }

    private static int length(Map<String, BEObject<?>> root) {
        return root.get("metadata_size") instanceof BEInteger length
                ? (int) Math.clamp(length.getValue().longValue(), 0L, Integer.MAX_VALUE)
                : 0;
    }

    private static int number(Map<String, BEObject<?>> map, String key, int otherwise) {
        return map.get(key) instanceof BEInteger number
                ? (int) Math.clamp(number.getValue().longValue(), 0L, 1L << 20)
                : otherwise;
    }
}
