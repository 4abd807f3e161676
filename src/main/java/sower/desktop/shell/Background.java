package sower.desktop.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Does work off the view's thread and brings its result back to it.
///
/// Every piece of work has a platform thread of its own, because it may read a disk for an hour.
/// Nobody interrupts it: that would close the channel under it. The threads do not keep the program
/// alive.
public final class Background {
    private static final System.Logger LOG = System.getLogger(Background.class.getName());

    private final Executor viewThread;
    private final AtomicInteger count = new AtomicInteger();

    /// @param viewThread `Platform::runLater` in the program, `Runnable::run` in tests
    public Background(Executor viewThread) {
        this.viewThread = viewThread;
    }

    /// Where results arrive.
    public Executor viewThread() {
        return viewThread;
    }

    /// Runs `work` and hands its result, or its failure, to the view's thread. May be called from
    /// any thread.
    public <T> void run(
            String what, Callable<T> work, Consumer<T> whenDone, Consumer<Exception> whenFailed) {
        Thread.ofPlatform()
                .daemon()
                .name("window-" + count.incrementAndGet() + "-" + what)
                .start(() -> attempt(what, work, whenDone, whenFailed));
    }

    private <T> void attempt(
            String what, Callable<T> work, Consumer<T> whenDone, Consumer<Exception> whenFailed) {
        try {
            T result = work.call();
            viewThread.execute(() -> whenDone.accept(result));
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, what + " failed", e);
            viewThread.execute(() -> whenFailed.accept(e));
        }
    }
}
