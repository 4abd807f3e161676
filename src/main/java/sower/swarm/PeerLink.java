package sower.swarm;

import java.util.List;
import sower.wire.Message;
import sower.wire.MetadataMessage;
import sower.wire.ProtocolException;

/// How a [Peer] is reached: a port, so that what is said to whom knows no socket. Of a connection
/// it is [PeerConnection]; the simulation has its own.
///
/// All methods may be called by any thread and return at once.
interface PeerLink {
    /// Queues messages, to be sent together.
    ///
    /// @return false when the peer has not read for so long that it should be dropped
    boolean send(List<? extends Message> messages);

    /// Queues a message that may wait until something else is sent, or [#flush] is called: it costs
    /// no wake-up of its own.
    ///
    /// @return false when the peer has not read for so long that it should be dropped
    boolean sendLater(Message message);

    /// Sends what may have waited.
    void flush();

    /// Queues a block that the peer asked for.
    ///
    /// @throws ProtocolException when it asked for more than it may
    void serve(Message.Request request) throws ProtocolException;

    /// Answers what the peer asks about the metainfo.
    ///
    /// @param id of the answer
    /// @throws ProtocolException when it asks for more than it may
    void serve(MetadataMessage.Request request, int id) throws ProtocolException;

    /// The peer does not want a block any more.
    void cancel(Message.Cancel cancel);

    /// Says that the peer is choked, and forgets what it asked for.
    void choke();

    /// Blocks it asked for that are not sent yet.
    int waiting();

    /// Since when a write has been stuck, as nanoTime; 0 while none is under way.
    long writingSince();

    /// Whether the peer is asked only for what no other one gives ([WebSeeds]).
    default boolean lastResort() {
        return false;
    }

    /// Hangs up; any number of times.
    void close();
}
