package sower.control;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import sower.deploy.FromMachine;
import sower.deploy.ToMachine;
import sower.enrol.Enrolment;
import sower.enrol.EnrolmentAnswer;
import sower.enrol.Gate;
import sower.enrol.GateSockets;

/// What machines may call of a [RoomServer], on any thread. Manifest and torrents go to a machine
/// only after it was released, and until the run is over.
final class RoomService {
    private static final Logger LOG = System.getLogger(RoomService.class.getName());

    private final Gate gate;
    private final GateSockets sockets;
    private final Room room;
    private final Map<String, MachineCall> calls;

    /// @param gate lets machines in
    /// @param sockets those they come by
    /// @param room answers them
    /// @param calls all that are there, by machine; who comes is added here
    RoomService(Gate gate, GateSockets sockets, Room room, Map<String, MachineCall> calls) {
        this.gate = gate;
        this.sockets = sockets;
        this.room = room;
        this.calls = calls;
    }

    /// For the server that carries it.
    ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder(RoomMethods.SERVICE)
                .addMethod(
                        RoomMethods.ENROL,
                        (call, headers) ->
                                ServerCalls.<Enrolment, EnrolmentAnswer>asyncUnaryCall(
                                                (request, answers) ->
                                                        enrol(from(call), request, answers))
                                        .startCall(call, headers))
                .addMethod(
                        RoomMethods.ATTEND,
                        (call, headers) ->
                                ServerCalls.<FromMachine, ToMachine>asyncBidiStreamingCall(
                                                answers -> attend(call, answers))
                                        .startCall(call, headers))
                .addMethod(
                        RoomMethods.FETCH,
                        (call, headers) ->
                                ServerCalls.<String, byte[]>asyncServerStreamingCall(
                                                (name, answers) -> fetch(call, name, answers))
                                        .startCall(call, headers))
                .build();
    }

    private void enrol(
            InetAddress from, Enrolment request, StreamObserver<EnrolmentAnswer> answers) {
        try {
            answers.onNext(gate.enrol(from, request));
            answers.onCompleted();
        } catch (IOException | IllegalArgumentException e) {
            answers.onError(status(Status.INVALID_ARGUMENT, e));
        }
    }

    private StreamObserver<FromMachine> attend(
            ServerCall<?, ?> call, StreamObserver<ToMachine> answers) {
        var out = (ServerCallStreamObserver<ToMachine>) answers;
        try {
            var id = admitted(call);
            if (id.isEmpty()) {
                answers.onError(notEnrolled());
                return new Silence();
            }
            var attending = new MachineCall(id.get(), from(call), gate, room, calls, out);
            calls.put(id.get(), attending);
            out.setOnCancelHandler(attending::ended);
            return attending;
        } catch (IOException e) {
            answers.onError(status(Status.INTERNAL, e));
            return new Silence();
        }
    }

    private void fetch(ServerCall<?, ?> call, String name, StreamObserver<byte[]> answers) {
        try {
            var id = admitted(call);
            if (id.isEmpty()) {
                answers.onError(notEnrolled());
                return;
            }
            if (!room.released(id.get())) {
                answers.onError(
                        Status.FAILED_PRECONDITION
                                .withDescription(
                                        "This machine has not been released in this run; nothing is handed out to it.")
                                .asRuntimeException());
                return;
            }
            var file = room.file(name);
            if (file.isEmpty()) {
                answers.onError(Status.NOT_FOUND.asRuntimeException());
                return;
            }
            new SentFile(file.get(), (ServerCallStreamObserver<byte[]>) answers).start();
        } catch (IOException e) {
            answers.onError(status(Status.INTERNAL, e));
        }
    }

    /// The id of a machine that has shown a certificate which is still good.
    private Optional<String> admitted(ServerCall<?, ?> call) throws IOException {
        var remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        var own = remote == null ? Optional.<X509Certificate>empty() : sockets.certificate(remote);
        return own.isEmpty() ? gate.anonymous(from(call)) : gate.admit(from(call), own.get());
    }

    private static InetAddress from(ServerCall<?, ?> call) {
        Attributes attributes = call.getAttributes();
        var from = attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return from instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private static RuntimeException notEnrolled() {
        return Status.PERMISSION_DENIED
                .withDescription(
                        "This machine is not enrolled here (any more); it needs a ticket or the technician.")
                .asRuntimeException();
    }

    private static RuntimeException status(Status status, Exception failure) {
        LOG.log(Level.DEBUG, "a call: {0}", failure.getMessage());
        return status.withDescription(failure.getMessage()).asRuntimeException();
    }

    /// What comes from a machine that was turned away.
    private static final class Silence implements StreamObserver<FromMachine> {
        @Override
        public void onNext(FromMachine word) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
