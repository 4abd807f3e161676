package sower.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Records as JSON, on the control channel and in the run's record; unknown fields of newer
/// versions are ignored.
public final class Json {
    static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Json() {}

    /// One line.
    public static byte[] write(Object value) throws IOException {
        return MAPPER.writeValueAsBytes(value);
    }

    /// For a person's eyes: a line per field.
    public static byte[] indented(Object value) throws IOException {
        return MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(value);
    }

    /// The same as a text.
    public static String text(Object value) throws IOException {
        return new String(indented(value), StandardCharsets.UTF_8);
    }

    /// @throws IOException in one sentence, when it is no such record
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException other) {
            throw new IOException(
                    "this is no %s: %s".formatted(type.getSimpleName(), other.getOriginalMessage()),
                    other);
        }
    }
}
