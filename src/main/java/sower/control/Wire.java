package sower.control;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// How a message lies in a gRPC frame: its bytes, made and read by hand.
///
/// @param <T> the message
public record Wire<T>(Encoder<T> encoder, Decoder<T> decoder)
        implements MethodDescriptor.Marshaller<T> {
    /// Makes a message's bytes.
    @FunctionalInterface
    public interface Encoder<T> {
        /// @throws IOException when it cannot be written
        byte[] encode(T message) throws IOException;
    }

    /// Reads a message.
    @FunctionalInterface
    public interface Decoder<T> {
        /// @throws IOException when it is none
        T decode(byte[] bytes) throws IOException;
    }

    @Override
    public InputStream stream(T message) {
        try {
            return new ByteArrayInputStream(encoder.encode(message));
        } catch (IOException e) {
            throw Status.INTERNAL.withCause(e).asRuntimeException();
        }
    }

    @Override
    public T parse(InputStream stream) {
        try {
            return decoder.decode(stream.readAllBytes());
        } catch (IOException e) {
            throw Status.INVALID_ARGUMENT
                    .withDescription(e.getMessage())
                    .withCause(e)
                    .asRuntimeException();
        }
    }
}
