package sower.image;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import sower.metainfo.Sha256;

/// `manifest.json`: a [Manifest] as JSON, the records' names and nothing else.
public final class ManifestFile {
    /// Its name in every image's folder.
    public static final String NAME = "manifest.json";

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(new InstantText())
                                    .addDeserializer(Instant.class, new TextInstant()))
                    .build();

    private ManifestFile() {}

    /// Reads and checks a manifest.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public static Manifest read(Path file) throws IOException {
        return parse(Files.readAllBytes(file), file.toString());
    }

    /// A manifest from the bytes of its file.
    ///
    /// @param where for messages: the file or address it came from
    public static Manifest parse(byte[] json, String where) throws IOException {
        Manifest manifest;
        try {
            manifest = JSON.treeToValue(complete(JSON.readTree(json)), Manifest.class);
        } catch (JsonProcessingException notAManifest) {
            throw new IOException(
                    "%s is not a manifest of an image: %s"
                            .formatted(where, notAManifest.getOriginalMessage()),
                    notAManifest);
        }
        if (manifest.format() != Manifest.FORMAT) {
            throw new IOException(
                    "%s has format %d, this program knows %d; use a newer Sower"
                            .formatted(where, manifest.format(), Manifest.FORMAT));
        }
        for (var volume : manifest.volumes()) {
            if (!ImageLibrary.isFileName(volume.name())) {
                throw new IOException(
                        "%s names a volume '%s', which cannot be a file name"
                                .formatted(where, volume.name()));
            }
        }
        return manifest;
    }

    /// Adds what images of earlier programs do not say.
    private static JsonNode complete(JsonNode manifest) {
        if (manifest.path("layout") instanceof ObjectNode layout && !layout.has("hybrid")) {
            layout.putArray("hybrid");
        }
        for (var volume : manifest.path("volumes")) {
            if (volume instanceof ObjectNode fields && !fields.has("badSectors")) {
                fields.putArray("badSectors");
            }
        }
        if (manifest instanceof ObjectNode fields && !fields.has("parent")) {
            fields.put("parent", 0);
        }
        return manifest;
    }

    /// The bytes of the file.
    public static byte[] bytes(Manifest manifest) throws IOException {
        return JSON.writeValueAsBytes(manifest);
    }

    private static final class InstantText extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantText() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(instant.toString());
        }
    }

    private static final class TextInstant extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        TextInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            try {
                return Instant.parse(json.getText());
            } catch (DateTimeException notATime) {
                return (Instant)
                        context.handleWeirdStringValue(
                                Instant.class, json.getText(), "not a time in ISO 8601");
            }
        }
    }

    /// SHA-256 of a manifest as it lies in its file, hex.
    public static String fingerprint(byte[] manifest) {
        return HexFormat.of().formatHex(Sha256.of(manifest));
    }
}
