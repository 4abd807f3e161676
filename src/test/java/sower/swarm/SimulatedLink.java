package sower.swarm;

import java.util.ArrayDeque;
import java.util.List;
import sower.wire.Message;
import sower.wire.MetadataMessage;
import sower.wire.ProtocolException;

/// One direction of a connection between two simulated machines: the queue of the writer, the send
/// buffer of the socket, in which messages stand behind blocks, and what is on the cable.
final class SimulatedLink implements PeerLink {
    private static final int SEND_BUFFER = 64 << 10; // bytes of blocks in front of a message
    private static final int WINDOW = 512 << 10; // bytes on their way that were not acknowledged

    /// Something on the cable; what comes after it does not arrive before it.
    private static final class Flight {
        private final Message message;
        private boolean arrived;

        private Flight(Message message) {
            this.message = message;
        }
    }

    private final VirtualTime time;
    private final SimulatedMachine from;
    private final SimulatedMachine to;
    private final ArrayDeque<Message.Request> waiting = new ArrayDeque<>();
    private final ArrayDeque<Message> buffer = new ArrayDeque<>();
    private final ArrayDeque<Message> later = new ArrayDeque<>(); // for whatever goes out next
    private final ArrayDeque<Flight> flights = new ArrayDeque<>();

    /// The receiving machine, as the sending one knows it.
    @SuppressWarnings("NullAway.Init") // by join, before anything is said
    private Peer sender;

    /// The sending machine, as the receiving one knows it.
    @SuppressWarnings("NullAway.Init")
    private Peer receiver;

    private int buffered;
    private int flying;
    private boolean closed;
    boolean queued; // at its machine's port

    SimulatedLink(VirtualTime time, SimulatedMachine from, SimulatedMachine to) {
        this.time = time;
        this.from = from;
        this.to = to;
    }

    void join(Peer sender, Peer receiver) {
        this.sender = sender;
        this.receiver = receiver;
    }

    SimulatedMachine to() {
        return to;
    }

    // ---- what the sending machine says

    @Override
    public boolean send(List<? extends Message> messages) {
        takeLater();
        buffer.addAll(messages);
        from.offer(this);
        return true;
    }

    @Override
    public boolean sendLater(Message message) {
        later.add(message);
        return true;
    }

    @Override
    public void flush() {
        send(List.of());
    }

    private void takeLater() {
        buffer.addAll(later);
        later.clear();
    }

    private void send(Message message) {
        send(List.of(message));
    }

    @Override
    public void serve(Message.Request request) throws ProtocolException {
        if (waiting.size() >= PeerWriter.MOST_REQUESTS) {
            throw new ProtocolException("too many requests");
        }
        waiting.add(request);
        refill();
        from.offer(this);
    }

    @Override
    public void serve(MetadataMessage.Request request, int id) {} // everybody has the metainfo

    @Override
    public void cancel(Message.Cancel cancel) {
        var request = new Message.Request(cancel.piece(), cancel.begin(), cancel.length());
        if (waiting.remove(request)) {
            send(new Message.Reject(cancel.piece(), cancel.begin(), cancel.length()));
        }
    }

    @Override
    public void choke() {
        send(new Message.Choke());
        waiting.forEach(it -> send(new Message.Reject(it.piece(), it.begin(), it.length())));
        waiting.clear();
    }

    @Override
    public int waiting() {
        return waiting.size();
    }

    @Override
    public long writingSince() {
        return 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            time.after(0, () -> from.left(sender));
            time.after(SimulatedRoom.LATENCY, () -> to.left(receiver));
        }
    }

    /// The writer puts blocks into the socket while there is room.
    private void refill() {
        while (!waiting.isEmpty() && buffered < SEND_BUFFER) {
            takeLater();
            var request = waiting.remove();
            buffer.add(new Message.Piece(request.piece(), request.begin(), request.length()));
            buffered += request.length();
            sender.up.add(request.length());
        }
    }

    // ---- what the cable does

    /// Whether the port has something of it to send.
    boolean ready() {
        return !closed && !buffer.isEmpty() && flying < WINDOW;
    }

    /// The next thing to go through the port: what it has to send, from the head of the buffer.
    Message next() {
        var message = buffer.remove();
        if (message instanceof Message.Piece block) {
            buffered -= block.length();
            flying += block.length();
            refill();
        }
        return message;
    }

    /// A message, which takes no time, or a block, which the caller sends on, is on the cable.
    Runnable fly(Message message) {
        var flight = new Flight(message);
        flights.add(flight);
        return () -> {
            flight.arrived = true;
            land();
        };
    }

    private void land() {
        while (!flights.isEmpty() && flights.getFirst().arrived) {
            var message = flights.remove().message;
            if (message instanceof Message.Piece block) {
                flying -= block.length();
                from.offer(this);
            }
            if (!closed && !receiver.closed()) {
                hear(message);
            }
        }
    }

    private void hear(Message message) {
        receiver.heard();
        try {
            if (message instanceof Message.Piece block) {
                var download = receiver.downloads.begin(block);
                if (download == null) {
                    to.wasted(block.length());
                    receiver.downloads.unwanted(block);
                } else {
                    receiver.downloads.received(download, block);
                }
            } else if (message instanceof Message.Bitfield(var pieces, _)) {
                receiver.handle(new Message.Bitfield(pieces, (to.pieceCount() + 7) / 8));
            } else {
                receiver.handle(message);
            }
        } catch (ProtocolException e) {
            throw new IllegalStateException(e);
        }
    }
}
