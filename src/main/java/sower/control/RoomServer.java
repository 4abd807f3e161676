package sower.control;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import sower.deploy.Deployment;
import sower.deploy.Directive;
import sower.deploy.Identify;
import sower.deploy.Rehearsal;
import sower.deploy.ToMachine;
import sower.enrol.Gate;
import sower.enrol.Ticket;

/// The workstation's end of the control channel of a run: the port that machines come to, and who
/// is there. They are let in through the [Gate]; what they say goes to the [Rehearsal], or to a
/// [WaitingRoom] while there is no image yet. What they may call is the [RoomService].
public final class RoomServer implements AutoCloseable {
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final int LONGEST_WORD = 16 << 20; // an inventory, a bit field of all pieces
    private static final int FAREWELL_SECONDS = 2;

    private final InetAddress publicAddress;
    private final Map<String, MachineCall> calls = new ConcurrentHashMap<>(); // by machine
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;

    private RoomServer(Gate gate, Room room, InetSocketAddress listen, InetAddress publicAddress)
            throws IOException {
        this.publicAddress = publicAddress;
        var sockets = gate.sockets();
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
                        .addService(new RoomService(gate, sockets, room, calls).definition())
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
        return tell(id, new Identify(sentence));
    }

    /// Tells a machine to do something as a whole; whether it may be told, the rehearsal says.
    ///
    /// @return whether it is there
    public boolean direct(String id, Directive directive) {
        return tell(id, directive);
    }

    private boolean tell(String id, ToMachine word) {
        var call = calls.get(id);
        if (call != null) {
            call.tell(word);
        }
        return call != null;
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
}
