package sower.metainfo;

import java.io.IOException;

/// A torrent that is damaged, or is no torrent of a disk; the message is one sentence for the user.
public final class MetainfoException extends IOException {
    public MetainfoException(String message) {
        super(message);
    }

    MetainfoException(String message, Throwable cause) {
        super(message, cause);
    }
}
