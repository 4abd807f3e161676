package sower.swarm;

import java.io.IOException;
import java.nio.ByteBuffer;
import sower.wire.Message;

/// Where the bytes of blocks come from, in the order in which a peer sends them.
interface BlockSource {
    /// Fills `into`.
    void payload(ByteBuffer into) throws IOException;

    /// Passes over so many bytes.
    void skip(int count) throws IOException;

    /// Takes a block that the peer begins to send to where it belongs.
    default void take(Message.Piece block, Peer peer) throws IOException {
        var download = peer.downloads.begin(block);
        if (download == null) {
            skip(block.length());
            peer.downloads.unwanted(block);
            return;
        }
        boolean whole = false;
        try {
            payload(download.place(block.begin(), block.length()));
            whole = true;
        } finally {
            if (!whole) {
                peer.downloads.brokeOff(download, block);
            }
        }
        peer.downloads.received(download, block);
    }
}
