package sower.wire;

import java.io.IOException;

/// A peer broke the protocol: drop it, keep everything else.
public final class ProtocolException extends IOException {
    public ProtocolException(String message) {
        super(message);
    }
}
