package sower.ezio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The fields of a message of Protocol Buffers by their numbers; of a repeated one the last. Fields
/// that nobody asks for are passed over.
final class ProtoReader {
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 10; // bytes

    private final Map<Integer, Long> numbers = new HashMap<>();
    private final Map<Integer, byte[]> contents = new HashMap<>();
    private final byte[] bytes;
    private int at;

    /// @throws IOException when it is no such message
    ProtoReader(byte[] bytes) throws IOException {
        this.bytes = bytes;
        while (at < bytes.length) {
            long tag = varint();
            int field = (int) (tag >>> 3);
            switch ((int) tag & 7) {
                case ProtoWriter.VARINT -> numbers.put(field, varint());
                case ProtoWriter.FIXED64 -> take(Long.BYTES);
                case ProtoWriter.LENGTH_DELIMITED -> contents.put(field, take(varint()));
                case FIXED32 -> take(Integer.BYTES);
                default -> throw new IOException("this is no message of Protocol Buffers");
            }
        }
    }

    long number(int field) {
        return numbers.getOrDefault(field, 0L);
    }

    boolean bool(int field) {
        return number(field) != 0;
    }

    byte[] content(int field) {
        return contents.getOrDefault(field, new byte[0]);
    }

    String text(int field) {
        return new String(content(field), StandardCharsets.UTF_8);
    }

    private byte[] take(long count) throws IOException {
        if (count < 0 || count > bytes.length - at) {
            throw new IOException("a field ends beyond its message");
        }
        int start = at;
        at += (int) count;
        return Arrays.copyOfRange(bytes, start, at);
    }

    private long varint() throws IOException {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT && at < bytes.length; i++) {
            byte each = bytes[at++];
            value |= (each & 0x7fL) << 7 * i;
            if (each >= 0) {
                return value;
            }
        }
        throw new IOException("a number does not end");
    }
}
