package sower.disk;

import java.io.IOException;

/// Nothing is broken, but safety forbids it: the message is one plain sentence for the user, and
/// nothing was changed.
public class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    public RefusedException(String sentence) {
        super(sentence);
    }
}
