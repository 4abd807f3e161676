package sower.wire;

import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import java.util.random.RandomGenerator;

/// A connection that hands out what was sent in reads of any size, as networks do.
final class Dribble implements ScatteringByteChannel {
    private final ByteBuffer sent;
    private final RandomGenerator random;

    Dribble(ByteBuffer sent, RandomGenerator random) {
        this.sent = sent;
        this.random = random;
    }

    @Override
    public int read(ByteBuffer to) {
        return (int) read(new ByteBuffer[] {to}, 0, 1);
    }

    @Override
    public long read(ByteBuffer[] to) {
        return read(to, 0, to.length);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) {
        if (!sent.hasRemaining()) {
            return -1;
        }
        int most = random.nextBoolean() ? random.nextInt(40) : random.nextInt(100_000);
        int read = 0;
        for (int i = offset; i < offset + length; i++) {
            while (read < most && to[i].hasRemaining() && sent.hasRemaining()) {
                to[i].put(sent.get());
                read++;
            }
        }
        return read;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
