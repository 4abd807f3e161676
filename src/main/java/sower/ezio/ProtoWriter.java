package sower.ezio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A message of Protocol Buffers being written, field by field. As in proto3, what is zero or empty
/// is left out.
final class ProtoWriter {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// int32, int64, bool or enum.
    ProtoWriter number(int field, long value) {
        if (value != 0) {
            tag(field, VARINT);
            varint(value);
        }
        return this;
    }

    ProtoWriter bool(int field, boolean value) {
        return number(field, value ? 1 : 0);
    }

    ProtoWriter real(int field, double value) {
        if (value != 0) {
            tag(field, FIXED64);
            var bytes = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.writeBytes(bytes.putDouble(value).array());
        }
        return this;
    }

    ProtoWriter text(int field, String value) {
        return value.isEmpty() ? this : message(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes, or a message; also an empty one.
    ProtoWriter message(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
