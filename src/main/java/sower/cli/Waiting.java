package sower.cli;

import java.io.IOException;

/// Waiting on the command line's own thread.
final class Waiting {
    private Waiting() {}

    static void millis(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
