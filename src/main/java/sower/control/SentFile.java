package sower.control;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.Arrays;

/// A file on its way to a machine, no faster than the machine takes it. Called by the call's own
/// threads, one at a time.
final class SentFile {
    private static final int PART = 256 << 10;

    private final byte[] file;
    private final ServerCallStreamObserver<byte[]> out;
    private int sent;
    private boolean ended;

    SentFile(byte[] file, ServerCallStreamObserver<byte[]> out) {
        this.file = file;
        this.out = out;
    }

    /// Only while the call is being set up.
    void start() {
        out.setOnReadyHandler(this::send);
        send();
    }

    private synchronized void send() {
        while (!ended && out.isReady()) {
            int end = Math.min(file.length, sent + PART);
            out.onNext(Arrays.copyOfRange(file, sent, end));
            sent = end;
            if (sent == file.length) {
                ended = true;
                out.onCompleted();
            }
        }
    }
}
