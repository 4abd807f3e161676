package sower.ezio;

import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import sower.control.Wire;
import sower.disk.RefusedException;
import sower.metainfo.Metainfo;
import sower.swarm.Engine;
import sower.swarm.EngineOptions;

/// EZIO's gRPC service over an engine of its own. Limits of uploads and connections, and the order
/// of pieces, are the engine's affair: what a request says of them is passed over.
public final class EzioServer implements AutoCloseable {
    private static final String SERVICE = "ezio.EZIO";
    private static final String VERSION = "Sower 0.1.0";
    private static final int LONGEST_TORRENT = 1 << 28;
    private static final int FAREWELL_SECONDS = 2;

    private final Engine engine;
    private final Map<String, EzioTorrent> torrents = new LinkedHashMap<>(); // guarded by this
    private final CountDownLatch shutDown = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;

    private EzioServer(Engine engine, InetSocketAddress listen) {
        this.engine = engine;
        this.server =
                OkHttpServerBuilder.forPort(listen, InsecureServerCredentials.create())
                        .executor(threads)
                        .transportExecutor(threads)
                        .maxInboundMessageSize(LONGEST_TORRENT)
                        .addService(service())
                        .build();
    }

    /// What a call does with its message.
    private interface Work {
        byte[] answer(ProtoReader request) throws IOException;
    }

    /// Opens the service.
    ///
    /// @param listen on loopback
    /// @throws RefusedException elsewhere: whoever reaches the service can overwrite disks
    public static EzioServer open(InetSocketAddress listen, EngineOptions options)
            throws IOException {
        if (listen.isUnresolved() || !listen.getAddress().isLoopbackAddress()) {
            throw new RefusedException(
                    "EZIO's service asks nobody for a key, so it is opened on loopback only, such as 127.0.0.1:50051");
        }
        var engine = Engine.start(options, new Random());
        var ezio = new EzioServer(engine, listen);
        try {
            ezio.server.start();
            return ezio;
        } catch (IOException e) {
            ezio.close();
            throw new IOException(
                    "Port %d cannot be opened (%s); choose another one."
                            .formatted(listen.getPort(), e.getMessage()),
                    e);
        }
    }

    /// Where the service listens.
    public int port() {
        return server.getPort();
    }

    /// Waits until somebody shuts the service down.
    ///
    /// @return whether it was, within that time
    public boolean isShutDown(long millis) throws IOException {
        try {
            return shutDown.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private ServerServiceDefinition service() {
        var service = ServerServiceDefinition.builder(SERVICE);
        add(service, "AddTorrent", this::addTorrent);
        add(service, "GetTorrentStatus", request -> status());
        add(
                service,
                "PauseTorrent",
                request -> {
                    torrent(request).pause();
                    return new byte[0];
                });
        add(
                service,
                "ResumeTorrent",
                request -> {
                    torrent(request).resume();
                    return new byte[0];
                });
        add(
                service,
                "Shutdown",
                request -> {
                    shutDown.countDown();
                    return new byte[0];
                });
        add(service, "GetVersion", request -> new ProtoWriter().text(1, VERSION).bytes());
        return service.build();
    }

    private static void add(ServerServiceDefinition.Builder service, String name, Work work) {
        var bytes = new Wire<byte[]>(message -> message, message -> message);
        var method =
                MethodDescriptor.newBuilder(bytes, bytes)
                        .setType(MethodType.UNARY)
                        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                        .build();
        service.addMethod(
                method,
                ServerCalls.asyncUnaryCall((request, answers) -> answer(work, request, answers)));
    }

    private static void answer(Work work, byte[] request, StreamObserver<byte[]> answers) {
        try {
            answers.onNext(work.answer(new ProtoReader(request)));
            answers.onCompleted();
        } catch (IOException | IllegalArgumentException e) {
            answers.onError(
                    Status.FAILED_PRECONDITION
                            .withDescription(e.getMessage())
                            .asRuntimeException());
        }
    }

    private synchronized byte[] addTorrent(ProtoReader request) throws IOException {
        var metainfo = Metainfo.read(request.content(1));
        var path = Path.of(request.text(2));
        var hash = metainfo.infoHash().toString();
        if (torrents.containsKey(hash)) {
            throw new IOException(
                    "%s is here already; one process writes a torrent to one disk".formatted(hash));
        }
        torrents.put(hash, EzioTorrent.add(metainfo, path, request.bool(3), engine));
        return new ProtoWriter().bool(1, true).bytes();
    }

    /// All torrents, whatever was asked for: so does EZIO.
    private synchronized byte[] status() {
        var answer = new ProtoWriter();
        torrents.keySet().forEach(hash -> answer.text(1, hash));
        torrents.forEach((hash, torrent) -> {
            byte[] status = torrent.status().bytes();
            answer.message(2, new ProtoWriter().text(1, hash).message(2, status).bytes());
        });
        return answer.bytes();
    }

    private synchronized EzioTorrent torrent(ProtoReader request) throws IOException {
        var torrent = torrents.get(request.text(1));
        if (torrent == null) {
            throw new IOException("there is no torrent '%s' here".formatted(request.text(1)));
        }
        return torrent;
    }

    /// Ends the service and gives the disks back; what was not finished is not usable.
    @Override
    public void close() throws IOException {
        server.shutdown();
        try {
            if (!server.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
        synchronized (this) {
            for (var torrent : torrents.values()) {
                torrent.close();
            }
            torrents.clear();
        }
        engine.close();
    }
}
