package sower.swarm;

import sower.wire.ExtensionHandshake;
import sower.wire.Handshake;
import sower.wire.Message;
import sower.wire.ProtocolException;

/// Whether a peer belongs to the swarm: everybody to an open one, and to a closed one who proves to
/// have its key with the first thing it says.
final class Membership {
    private static final long PROOF_NANOS = 10_000_000_000L; // then a stranger is hung up on

    private final TorrentHost host;
    private final Handshake handshake;
    private volatile boolean proved;

    Membership(TorrentHost host, Handshake handshake) {
        this.host = host;
        this.handshake = handshake;
        this.proved = host.options().key().isEmpty();
    }

    /// The peer says something.
    ///
    /// @throws ProtocolException when it does not belong here
    void admit(Message message) throws ProtocolException {
        if (proved || message instanceof Message.KeepAlive) {
            return;
        }
        var shown =
                message instanceof Message.Extended extended && extended.id() == 0
                        ? ExtensionHandshake.decode(extended).proof()
                        : "";
        var theirs = handshake.peerId();
        proved =
                host.options()
                        .key()
                        .filter(key ->
                                key.proves(shown, handshake.infoHash(), theirs, host.peerId()))
                        .isPresent();
        if (!proved) {
            throw new ProtocolException("does not have the key of this swarm");
        }
    }

    boolean proved() {
        return proved;
    }

    /// Whether it had time enough to prove it.
    boolean overdue(long sinceNanos, long now) {
        return !proved && now - sinceNanos > PROOF_NANOS;
    }
}
