package sower.filesystem;

import java.io.IOException;

/// A file system's structures contradict each other; the message says which, and where.
public final class CorruptFilesystemException extends IOException {
    private static final long serialVersionUID = 1;

    public CorruptFilesystemException(String message) {
        super(message);
    }
}
