package sower.control;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import sower.deploy.FromMachine;
import sower.deploy.Hello;
import sower.deploy.MachineReport;
import sower.deploy.Phase;
import sower.deploy.ToMachine;
import sower.enrol.Gate;

/// One machine that is there. What it says comes one word at a time; what it is told may come from
/// any thread.
final class MachineCall implements StreamObserver<FromMachine> {
    private static final Logger LOG = System.getLogger(MachineCall.class.getName());

    private final String id;
    private final InetAddress from;
    private final Gate gate;
    private final Room room;
    private final Map<String, MachineCall> calls;
    private final ServerCallStreamObserver<ToMachine> out; // guarded by this
    private volatile InetSocketAddress peer;

    /// @param id from its certificate
    /// @param calls all that are there
    MachineCall(
            String id,
            InetAddress from,
            Gate gate,
            Room room,
            Map<String, MachineCall> calls,
            ServerCallStreamObserver<ToMachine> out) {
        this.id = id;
        this.from = from;
        this.gate = gate;
        this.room = room;
        this.calls = calls;
        this.out = out;
        this.peer = new InetSocketAddress(from, 0);
    }

    @Override
    public void onNext(FromMachine word) {
        if (!word.id().equals(id)) {
            fail("a machine speaks for itself, under the name of its certificate");
            return;
        }
        try {
            gate.seen(from, id);
            switch (word) {
                case Hello hello -> tell(room.hello(from, hello));
                case MachineReport report -> heard(report);
            }
        } catch (IOException | IllegalArgumentException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void heard(MachineReport report) {
        room.report(from, report)
                .ifPresent(orders -> {
                    if (orders.leave() && report.phase() == Phase.DONE) {
                        room.afterwards(id).ifPresent(this::tell); // before it hears that it may go
                    }
                    tell(orders);
                });
        var now = new InetSocketAddress(from, report.port());
        if (!now.equals(peer)) {
            peer = now;
            for (var other : calls.values()) {
                if (other != this) { // a newcomer: whoever waits for a peer hears of it at once
                    room.orders(other.id).ifPresent(other::tell);
                }
            }
        }
    }

    /// Tells it something; what it has no time for is dropped, as there will be something newer.
    synchronized void tell(ToMachine word) {
        if (out.isReady() && !out.isCancelled()) {
            out.onNext(word);
        }
    }

    private synchronized void fail(String sentence) {
        LOG.log(Level.DEBUG, "{0}: {1}", id, sentence);
        ended();
        if (!out.isCancelled()) {
            out.onError(Status.INVALID_ARGUMENT.withDescription(sentence).asRuntimeException());
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.log(Level.DEBUG, "{0}: {1}", id, failure.getMessage());
        ended();
    }

    @Override
    public void onCompleted() {
        end();
    }

    /// The workstation goes, or the machine has gone.
    synchronized void end() {
        ended();
        if (!out.isCancelled()) {
            out.onCompleted();
        }
    }

    /// It may have come back by another call meanwhile.
    void ended() {
        calls.remove(id, this);
    }
}
