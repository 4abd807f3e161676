package sower.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/// Ctrl-C as a question: while this is open, the program does not die of it, but waits until the
/// command has seen the request, cleaned up and closed this.
final class Interruption implements BooleanSupplier, AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::request, "interruption");
    private volatile boolean requested;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Whether the user wants it to end.
    @Override
    public boolean getAsBoolean() {
        return requested;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // the hook is what waits for us
            requested = true;
        }
    }

    private void request() {
        requested = true;
        try {
            ended.await();
        } catch (InterruptedException neverDone) {
            Thread.currentThread().interrupt();
        }
    }
}
