package sower.image;

import java.io.IOException;

/// Bytes of a volume are lost: what the library holds of them does not come out any more.
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    private final long offset;

    /// @param offset of the first of them in the volume, as far as was asked for
    DamagedException(String message, long offset, Throwable cause) {
        super(message, cause);
        this.offset = offset;
    }

    long offset() {
        return offset;
    }
}
