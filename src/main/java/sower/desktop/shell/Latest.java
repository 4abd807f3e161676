package sower.desktop.shell;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands the newest value to the view, on the view's thread. Values that the view had no time for
/// are dropped, so a slow screen never holds up a fast swarm. Any thread may feed it.
public final class Latest<T> implements Consumer<T> {
    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();
    private final Executor viewThread;
    private final Consumer<T> view;

    /// @param viewThread `Platform::runLater` in the program, `Runnable::run` in tests
    public Latest(Executor viewThread, Consumer<T> view) {
        this.viewThread = viewThread;
        this.view = view;
    }

    @Override
    public void accept(T value) {
        if (waiting.getAndSet(value) == null) {
            viewThread.execute(this::show);
        }
    }

    private void show() {
        T value = waiting.getAndSet(null);
        if (value != null) {
            view.accept(value);
        }
    }
}
