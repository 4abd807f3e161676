package sower.control;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import sower.deploy.Deployment;
import sower.deploy.Directive;
import sower.deploy.FromMachine;
import sower.deploy.Identify;
import sower.deploy.Rehearsal;
import sower.deploy.ToMachine;
import sower.enrol.Enrolment;
import sower.enrol.EnrolmentAnswer;
import sower.enrol.Gate;
import sower.enrol.GateSockets;
import sower.enrol.Ticket;

/// The workstation's end of the control channel of a run: lets machines in through the [Gate], and
/// hands what they say to the [Rehearsal], or to a [WaitingRoom] while there is no image yet.
/// Manifest and torrents go to a machine only after it was released, and until the run is over.
public final class RoomServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RoomServer.class.getName());
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final int LONGEST_WORD = 16 << 20; // an inventory, a bit field of all pieces
    private static final int FAREWELL_SECONDS = 2;

    private final Gate gate;
    private final GateSockets sockets;
    private final Room room;
    private final InetAddress publicAddress;
    private final Map<String, MachineCall> calls = new ConcurrentHashMap<>(); // by machine
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;

    private RoomServer(Gate gate, Room room, InetSocketAddress listen, InetAddress publicAddress)
            throws IOException {
        this.gate = gate;
        this.room = room;
        this.publicAddress = publicAddress;
        this.sockets = gate.sockets();
        this.server =
                OkHttpServerBuilder.forPort(listen, InsecureServerCredentials.create())
                        .socketFactory(sockets) // TLS lies under it
                        .executor(threads)
                        .transportExecutor(threads)
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTimeout(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .permitKeepAliveTime(1, TimeUnit.SECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .maxInboundMessageSize(LONGEST_WORD)
                        .addService(service())
                        .build();
    }

    /// Opens the control port of a run.
    ///
    /// @param publicAddress the address at which machines reach this workstation
    /// @param port 0 for any free one
    /// @throws IOException in one sentence, when the port is taken
    public static RoomServer open(
            Gate gate,
            Rehearsal rehearsal,
            Deployment deployment,
            InetAddress listen,
            InetAddress publicAddress,
            int port)
            throws IOException {
        var files = new ImageFiles(deployment, Optional.empty(), Optional.empty());
        var where = new InetSocketAddress(listen, port);
        var server =
                new RoomServer(gate, new RehearsedRoom(rehearsal, files), where, publicAddress);
        server.start(where);
        deployment.publishedAt(server.address());
        return server;
    }

    /// Opens the control port of a run whose image is not there yet. It is closed before the run
    /// opens the same port; machines notice a second's silence.
    ///
    /// @param listen also the address at which machines reach this workstation; port 0 for any free
    ///   one
    /// @throws IOException in one sentence, when the port is taken
    public static RoomServer open(Gate gate, WaitingRoom room, InetSocketAddress listen)
            throws IOException {
        var server = new RoomServer(gate, room, listen, listen.getAddress());
        server.start(listen);
        return server;
    }

    private void start(InetSocketAddress where) throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            threads.shutdownNow();
            throw new IOException(
                    "Port %d at %s cannot be opened (%s); choose another one."
                            .formatted(
                                    where.getPort(),
                                    where.getAddress().getHostAddress(),
                                    e.getMessage()),
                    e);
        }
    }

    /// What machines are told to come to: `host:port`.
    public String address() {
        var host = publicAddress.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /// At which machines come.
    public int port() {
        return server.getPort();
    }

    /// This workstation's address in the room's network.
    public InetAddress host() {
        return publicAddress;
    }

    /// What a technician types on each machine, without `sudo`.
    public String invitation(Ticket ticket) {
        return "sower target --workstation %s --ticket %s".formatted(address(), ticket);
    }

    /// Shows a machine to whoever stands in the room.
    ///
    /// @return whether it is there
    public boolean identify(String id, String sentence) {
        var call = calls.get(id);
        if (call != null) {
            call.tell(new Identify(sentence));
        }
        return call != null;
    }

    /// Tells a machine to do something as a whole; whether it may be told, the rehearsal says.
    ///
    /// @return whether it is there
    public boolean direct(String id, Directive directive) {
        var call = calls.get(id);
        if (call != null) {
            call.tell(directive);
        }
        return call != null;
    }

    private ServerServiceDefinition service() {
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

    @Override
    public void close() {
        server.shutdown();
        calls.values().forEach(MachineCall::end);
        try {
            if (!server.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
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
