package sower.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/// A blocking connection whose bytes are RC4 both ways. One thread may read while another writes.
///
/// @param <C> the connection
final class EncryptedChannel<C extends ScatteringByteChannel & GatheringByteChannel>
        implements ScatteringByteChannel, GatheringByteChannel {
    private static final int SCRATCH = 64 << 10;

    private final C channel;
    private final Cipher in;
    private final Cipher out;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH); // the writer's

    EncryptedChannel(C channel, Cipher in, Cipher out) {
        this.channel = channel;
        this.in = in;
        this.out = out;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int from = into.position();
        int count = channel.read(into);
        decrypt(into, from);
        return count;
    }

    @Override
    public long read(ByteBuffer[] into) throws IOException {
        return read(into, 0, into.length);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        int[] from = new int[length];
        for (int i = 0; i < length; i++) {
            from[i] = into[offset + i].position();
        }
        long count = channel.read(into, offset, length);
        for (int i = 0; i < length; i++) {
            decrypt(into[offset + i], from[i]);
        }
        return count;
    }

    private void decrypt(ByteBuffer read, int from) {
        int count = read.position() - from;
        if (count > 0) {
            apply(in, read.slice(from, count), read.slice(from, count));
        }
    }

    @Override
    public int write(ByteBuffer some) throws IOException {
        int count = some.remaining();
        while (some.hasRemaining()) {
            scratch.clear();
            int part = Math.min(some.remaining(), SCRATCH);
            apply(out, some.slice(some.position(), part), scratch);
            some.position(some.position() + part);
            scratch.flip();
            while (scratch.hasRemaining()) {
                channel.write(scratch);
            }
        }
        return count;
    }

    @Override
    public long write(ByteBuffer[] some) throws IOException {
        return write(some, 0, some.length);
    }

    @Override
    public long write(ByteBuffer[] some, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, some.length);
        long count = 0;
        for (int i = offset; i < offset + length; i++) {
            count += write(some[i]);
        }
        return count;
    }

    private static void apply(Cipher cipher, ByteBuffer from, ByteBuffer to) {
        try {
            cipher.update(from, to);
        } catch (ShortBufferException impossible) {
            throw new IllegalStateException(impossible); // as many bytes as went in
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
