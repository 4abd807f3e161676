package sower.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Records as JSON, on the control channel and in the run's record; unknown fields of newer
/// versions are ignored.
public final class Json {
    static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Json() {}

    /// Adds what earlier programs do not say.
    static void complete(JsonNode tree) {
        for (var inventory : tree.findParents("links")) {
            if (inventory instanceof ObjectNode fields && !fields.has("tools")) {
                fields.putArray("tools");
            }
        }
        for (var report : tree.findParents("pieceCount")) {
            for (var list : List.of("steps", "warnings")) {
                if (report instanceof ObjectNode fields && !fields.has(list)) {
                    fields.putArray(list);
                }
            }
            for (var later : List.of("neighbours", "holdUp")) {
                if (report instanceof ObjectNode fields && !fields.has(later)) {
                    fields.putNull(later);
                }
            }
        }
        for (var fields : List.of(tree.findParents("rule"), tree.findParents("step"))) {
            for (var record : fields) {
                if (record instanceof ObjectNode event && !event.has("assignment")) {
                    event.set("assignment", MAPPER.valueToTree(Assignment.PLAIN));
                }
                if (record instanceof ObjectNode event
                        && event.has("rule")
                        && !event.has("roster")) {
                    event.putNull("roster");
                }
            }
        }
    }

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
