package sower.control;

import io.grpc.CallOptions;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sower.deploy.Directive;
import sower.deploy.FromMachine;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer;
import sower.deploy.Identify;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;
import sower.deploy.ToMachine;
import sower.disk.RefusedException;
import sower.enrol.EnrolmentAnswer;
import sower.enrol.MachineCredentials;
import sower.enrol.MachineIdentity;

/// A machine's end of the control channel: one call for as long as it lives, opened again whenever
/// it breaks. A workstation that is silent costs nothing but its news.
public final class RoomClient implements Workstation, AutoCloseable {
    private static final Logger LOG = System.getLogger(RoomClient.class.getName());
    private static final int KEEP_ALIVE_SECONDS = 10;
    private static final int ANSWER_SECONDS = 5;
    private static final int FILE_SECONDS = 60;
    private static final int FAREWELL_SECONDS = 1;
    private static final long LONGEST_BACKOFF_NANOS = 5_000_000_000L;

    private final ControlAddress workstation;
    private final MachineCredentials credentials;
    private final Consumer<Identify> identify;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable ManagedChannel channel; // guarded by this
    private @Nullable StreamObserver<FromMachine> call; // guarded by this
    private int calls; // opened so far; guarded by this
    private @Nullable HelloAnswer answer; // guarded by this
    private @Nullable IOException failure; // guarded by this
    private long triedNanos = System.nanoTime(); // guarded by this
    private volatile Consumer<MachineOrders> orders = _ -> {};
    private volatile Consumer<Directive> directives = _ -> {};

    /// @param identify told, on any thread, when the machine is to show itself
    public RoomClient(
            ControlAddress workstation,
            MachineCredentials credentials,
            Consumer<Identify> identify) {
        this.workstation = workstation;
        this.credentials = credentials;
        this.identify = identify;
    }

    /// @param directive told, on any thread, when the machine is to do something as a whole
    public void onDirective(Consumer<Directive> directive) {
        directives = directive;
    }

    /// Asks to be let in; takes the certificate where it is given.
    ///
    /// @throws IOException in one sentence, when nobody answers, or somebody else
    public EnrolmentAnswer enrol(MachineIdentity identity) throws IOException {
        var withoutCertificate = open();
        try {
            var answered =
                    ClientCalls.blockingUnaryCall(
                            withoutCertificate,
                            RoomMethods.ENROL,
                            CallOptions.DEFAULT.withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS),
                            credentials.request(identity));
            if (answered.step() == EnrolmentAnswer.Step.ENROLLED) {
                credentials.enrolled(answered);
            }
            return answered;
        } catch (StatusRuntimeException e) {
            throw failure(e);
        } finally {
            withoutCertificate.shutdownNow();
        }
    }

    /// Tells what this machine is, and hears whether it may write.
    ///
    /// @throws RefusedException when its certificate is good for nothing any more
    /// @throws IOException in one sentence, when nobody answers
    public synchronized HelloAnswer hello(Hello hello) throws IOException {
        answer = null;
        failure = null;
        say(hello);
        long until = System.nanoTime() + ANSWER_SECONDS * 1_000_000_000L;
        try {
            while (answer == null && failure == null && System.nanoTime() < until) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (failure != null) {
            throw failure;
        }
        if (answer == null) {
            throw new IOException(workstation.silence());
        }
        if (answer.step() == HelloAnswer.Step.WRITE && answer.disk() == null) {
            throw new IOException("The workstation's answer names no disk; nothing is written.");
        }
        return answer;
    }

    @Override
    public InetAddress address() throws IOException {
        return InetAddress.getByName(workstation.host());
    }

    @Override
    public Optional<byte[]> file(String name) throws IOException {
        var options =
                CallOptions.DEFAULT
                        .withWaitForReady()
                        .withDeadlineAfter(FILE_SECONDS, TimeUnit.SECONDS);
        var bytes = new ByteArrayOutputStream();
        try {
            ClientCalls.blockingServerStreamingCall(channel(), RoomMethods.FETCH, options, name)
                    .forEachRemaining(bytes::writeBytes);
            return Optional.of(bytes.toByteArray());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure(e);
        }
    }

    @Override
    public void report(MachineReport report, Consumer<MachineOrders> newOrders) throws IOException {
        orders = newOrders;
        say(report);
    }

    private synchronized void say(FromMachine word) {
        var open = call;
        if (open == null) {
            long now = System.nanoTime();
            if (now - triedNanos > LONGEST_BACKOFF_NANOS) {
                triedNanos = now;
                channel().resetConnectBackoff();
            }
            calls++;
            open =
                    ClientCalls.asyncBidiStreamingCall(
                            channel().newCall(RoomMethods.ATTEND, CallOptions.DEFAULT),
                            new Incoming(calls));
            call = open;
        }
        try {
            open.onNext(word);
        } catch (IllegalStateException broken) {
            call = null; // the next word opens another one
        }
    }

    private synchronized ManagedChannel channel() {
        var open = channel;
        if (open == null) {
            open = open();
            channel = open;
        }
        return open;
    }

    private ManagedChannel open() {
        return OkHttpChannelBuilder.forAddress(
                        workstation.host(),
                        workstation.port(),
                        InsecureChannelCredentials.create()) // TLS lies under it
                .socketFactory(credentials.sockets())
                .executor(threads)
                .transportExecutor(threads)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .build();
    }

    private IOException failure(Throwable failed) {
        return new CallFailure(failed).sentence(workstation, credentials);
    }

    /// Ends the call; the workstation sees this machine go.
    @Override
    public void close() {
        @Nullable ManagedChannel open;
        synchronized (this) {
            if (call != null) {
                call.onCompleted();
                call = null;
            }
            open = channel;
            channel = null;
        }
        if (open != null) {
            end(open.shutdown());
        }
        threads.shutdown();
    }

    private static void end(ManagedChannel open) {
        try {
            if (!open.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                open.shutdownNow();
            }
        } catch (InterruptedException e) {
            open.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /// What the workstation says during one call.
    private final class Incoming implements StreamObserver<ToMachine> {
        private final int number;

        Incoming(int number) {
            this.number = number;
        }

        @Override
        public void onNext(ToMachine word) {
            switch (word) {
                case HelloAnswer heard -> {
                    synchronized (RoomClient.this) {
                        answer = heard;
                        RoomClient.this.notifyAll();
                    }
                }
                case MachineOrders heard -> orders.accept(heard);
                case Identify heard -> identify.accept(heard);
                case Directive heard -> directives.accept(heard);
            }
        }

        @Override
        public void onError(Throwable broken) {
            var sentence = failure(broken);
            LOG.log(Level.DEBUG, "call: {0}", sentence.getMessage());
            ended(sentence);
        }

        @Override
        public void onCompleted() {
            ended(new IOException(workstation.silence()));
        }

        private void ended(IOException why) {
            synchronized (RoomClient.this) {
                if (number == calls) { // else there is a newer one
                    call = null;
                    failure = why;
                    RoomClient.this.notifyAll();
                }
            }
        }
    }
}
