package sower.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A closed choice of records as JSON: the record's fields, and its name as `kind` before them.
///
/// @param <T> the sealed interface
public final class Kinds<T> {
    private static final String KIND = "kind";

    private final Map<String, Class<? extends T>> types;

    /// @param types all records of the choice
    public Kinds(List<Class<? extends T>> types) {
        this.types =
                types.stream().collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
    }

    /// One line.
    public byte[] write(T value) throws IOException {
        var tree = Json.MAPPER.createObjectNode();
        tree.put(KIND, value.getClass().getSimpleName());
        tree.setAll((ObjectNode) Json.MAPPER.valueToTree(value));
        return Json.MAPPER.writeValueAsBytes(tree);
    }

    /// @throws IOException in one sentence, when it is none of them
    public T read(byte[] json) throws IOException {
        try {
            var tree = Json.MAPPER.readTree(json);
            Json.complete(tree);
            var type = types.get(tree.path(KIND).asText());
            if (type == null) {
                throw new IOException(
                        "nothing of kind '" + tree.path(KIND).asText() + "' is known");
            }
            return Json.MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException garbled) {
            throw new IOException(
                    "this cannot be understood: " + garbled.getOriginalMessage(), garbled);
        }
    }
}
