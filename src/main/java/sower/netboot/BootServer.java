package sower.netboot;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sower.privilege.Caller;

/// The privileged process that starts machines from the network for a window that may not open the
/// ports for it; pkexec starts it.
///
/// Where it answers, and what it tells machines, are its arguments (a [BootPlan]), so that they
/// stand in the question to which the person gives the password. What it hands out is what is
/// installed. It is told nothing more: it says who starts, and ends when nobody listens any more.
public final class BootServer {
    static final String GREETING = "sower netboot 1";
    static final int NOT_OPEN = 0;
    static final int SNAPSHOT = 1;

    private static final long SAY_MILLIS = 500;

    private BootServer() {}

    /// Ends with 3 where it refuses to begin.
    public static void main(String[] arguments) {
        try (var in = new FileInputStream(FileDescriptor.in);
                var out = new FileOutputStream(FileDescriptor.out)) {
            Caller.here().check();
            serve(
                    BootPlan.parse(List.of(arguments)),
                    in,
                    new DataOutputStream(new BufferedOutputStream(out)));
        } catch (IOException | IllegalArgumentException refused) {
            System.err.println("sower: " + refused.getMessage());
            System.exit(3);
        }
    }

    private static void serve(BootPlan plan, InputStream in, DataOutputStream out)
            throws IOException {
        out.writeUTF(GREETING);
        out.flush();
        try (var boot = plan.open(BootFiles.open(BootAccess.folder()))) {
            var ended = new CountDownLatch(1);
            Thread.ofPlatform().name("listener").daemon().start(() -> awaitEnd(in, ended));
            var told = Optional.<BootSnapshot>empty();
            do {
                var now = boot.snapshot();
                if (told.filter(now::equals).isEmpty()) {
                    out.writeByte(SNAPSHOT);
                    now.writeTo(out);
                    out.flush();
                    told = Optional.of(now);
                }
            } while (!ended.await(SAY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (IOException notOpen) {
            out.writeByte(NOT_OPEN);
            out.writeUTF(String.valueOf(notOpen.getMessage()));
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(InputStream in, CountDownLatch ended) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // so has whoever started this
        } finally {
            ended.countDown();
        }
    }
}
