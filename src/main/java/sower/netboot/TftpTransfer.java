package sower.netboot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One file on its way to one client, in windows of blocks (RFC 1350, 2348, 2349, 7440). Says what
/// is to be sent; knows no socket and no clock.
final class TftpTransfer {
    static final int DEFAULT_TIMEOUT_SECONDS = 1;

    private static final int DATA = 3;
    private static final int ACK = 4;
    private static final int ERROR = 5;
    private static final int OACK = 6;
    private static final int DEFAULT_BLOCK = 512;
    private static final int LARGEST_BLOCK = 1468; // in one frame of Ethernet
    private static final int LARGEST_WINDOW = 16;
    private static final int MOST_SILENCES = 8;
    private static final int HEAD = 4;

    private final ByteBuffer file;
    private final Optional<byte[]> accepted; // the answer to options, before any block
    private final int blockSize;
    private final int window;
    private final int timeoutSeconds;
    private final int blocks;
    private int acknowledged = -1; // the last block that the client has; 0 is its word to begin
    private int sent;
    private int silences;
    private boolean aborted;

    /// @param file from its position to its limit
    TftpTransfer(TftpRequest request, ByteBuffer file) {
        this.file = file.slice();
        var answer = new StringBuilder();
        blockSize = option(request, "blksize", 8, LARGEST_BLOCK, DEFAULT_BLOCK, answer);
        window = option(request, "windowsize", 1, LARGEST_WINDOW, 1, answer);
        timeoutSeconds = option(request, "timeout", 1, 5, DEFAULT_TIMEOUT_SECONDS, answer);
        if (request.options().containsKey("tsize")) {
            answer.append("tsize\0").append(file.remaining()).append('\0');
        }
        accepted = answer.isEmpty() ? Optional.empty() : Optional.of(packet(OACK, answer));
        blocks = this.file.limit() / blockSize + 1; // the last one is shorter than the others
    }

    /// @return the number that both keep to: ours where the client did not say, or not sensibly
    private static int option(
            TftpRequest request,
            String name,
            int least,
            int most,
            int usual,
            StringBuilder answer) {
        var wished = request.options().getOrDefault(name, "");
        if (!wished.matches("[0-9]{1,5}") || Integer.parseInt(wished) < least) {
            return usual;
        }
        int agreed = Math.min(Integer.parseInt(wished), most);
        answer.append(name).append('\0').append(agreed).append('\0');
        return agreed;
    }

    /// An error that ends a transfer before it has begun.
    static byte[] refusal(int code, String sentence) {
        var bytes = ByteBuffer.allocate(HEAD + sentence.length() + 1).putShort((short) ERROR);
        return bytes.putShort((short) code)
                .put(sentence.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /// What is sent first.
    List<byte[]> begin() {
        if (accepted.isPresent()) {
            return List.of(accepted.get());
        }
        acknowledged = 0;
        return next();
    }

    /// What is sent after a word of the client's; nothing where it is old, or makes no sense.
    List<byte[]> answer(ByteBuffer packet) {
        int kind = packet.remaining() < HEAD ? 0 : packet.getShort();
        if (kind == ERROR) {
            aborted = true;
        }
        if (kind != ACK || ended()) {
            return List.of();
        }
        int number = Short.toUnsignedInt(packet.getShort());
        if (acknowledged < 0) {
            acknowledged = number == 0 ? 0 : -1;
            return number == 0 ? heard() : List.of();
        }
        // numbers have 16 bits and begin again after 65,535
        int ahead = number - acknowledged & 0xFFFF;
        if (ahead > sent - acknowledged || ahead == 0 && window == 1) {
            return List.of();
        }
        acknowledged += ahead;
        return heard();
    }

    /// What is sent again after a silence; nothing when there were too many.
    List<byte[]> silence() {
        silences++;
        if (ended()) {
            return List.of();
        }
        return acknowledged < 0 ? begin() : next();
    }

    private List<byte[]> heard() {
        silences = 0;
        return ended() ? List.of() : next();
    }

    private List<byte[]> next() {
        var packets = new ArrayList<byte[]>();
        sent = Math.min(blocks, acknowledged + window);
        for (int number = acknowledged + 1; number <= sent; number++) {
            int from = (number - 1) * blockSize;
            int length = Math.min(blockSize, file.limit() - from);
            var packet = ByteBuffer.allocate(HEAD + length).putShort((short) DATA);
            packet.putShort((short) number).put(file.slice(from, length));
            packets.add(packet.array());
        }
        return packets;
    }

    private static byte[] packet(int kind, CharSequence text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(2 + bytes.length).putShort((short) kind).put(bytes).array();
    }

    /// Whether there is nothing more to do.
    boolean ended() {
        return aborted || silences > MOST_SILENCES || complete();
    }

    /// Whether the client has all of it.
    boolean complete() {
        return acknowledged == blocks;
    }

    /// Bytes that the client has.
    long received() {
        return Math.min((long) Math.max(0, acknowledged) * blockSize, file.limit());
    }

    int timeoutSeconds() {
        return timeoutSeconds;
    }
}
