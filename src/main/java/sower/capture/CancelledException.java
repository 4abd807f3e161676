package sower.capture;

import java.io.IOException;

/// The user stopped it; nothing half-made is left.
public final class CancelledException extends IOException {
    private static final long serialVersionUID = 1;

    CancelledException() {
        super("cancelled; nothing was left behind");
    }
}
