package sower.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import sower.disk.Disk;

/// A run's log, an event a line, without anything private. A field that nobody has thought of is
/// left out, for scripts and what they print are among them.
final class MaskedRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("([0-9.]+|\\[[0-9A-Fa-f:.%]+\\]):[0-9]+");

    private final String run;
    private final List<JsonNode> events = new ArrayList<>();
    private int unreadable;

    private MaskedRun(String run) {
        this.run = run;
    }

    /// Reads a log and learns the names in it.
    static MaskedRun read(String run, String log, Masking masking) {
        var read = new MaskedRun(run);
        for (var line : log.lines().toList()) {
            try {
                var event = JSON.readTree(line);
                read.events.add(event);
                learnPairs(event, masking);
            } catch (JsonProcessingException torn) {
                read.unreadable++;
            }
        }
        read.events.forEach(event -> learn("", event, masking));
        return read;
    }

    String run() {
        return run;
    }

    int events() {
        return events.size();
    }

    /// The log with pseudonyms, a line per event.
    String masked(Masking masking) {
        var text = new StringBuilder();
        for (var event : events) {
            text.append(mask("", event, event, masking)).append('\n');
        }
        if (unreadable > 0) {
            text.append("{\"unreadable lines\":").append(unreadable).append("}\n");
        }
        return text.toString();
    }

    /// A machine's name stands for the same as its identifier, wherever it is named first.
    private static void learnPairs(JsonNode node, Masking masking) {
        if (node.path("id").isTextual() && node.path("name").isTextual()) {
            masking.also(Secret.MACHINE, node.path("id").asText(), node.path("name").asText());
        }
        node.forEach(each -> learnPairs(each, masking));
    }

    private static void learn(String field, JsonNode node, Masking masking) {
        if (node instanceof TextNode text && field.equals("uses")) {
            Disk.Use.read(text.asText())
                    .filter(use -> use.kind() == Disk.Use.Kind.MOUNTED)
                    .ifPresent(use -> learnMedium(use.where(), masking));
        }
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(each -> {
                        learn(each.getKey(), each.getValue(), masking);
                        mask(each.getKey(), each.getValue(), object, masking); // for what it learns
                    });
        } else if (node instanceof ArrayNode array) {
            array.forEach(each -> learn(field, each, masking));
        }
    }

    /// `/media/jane/Backup of Jane`: who put it in, and what is written on it.
    private static void learnMedium(String place, Masking masking) {
        var names = place.replaceFirst("^/run", "").split("/", 4);
        if (names.length == 4 && names[1].equals("media")) {
            masking.name(Secret.USER, names[2]);
            masking.name(Secret.LABEL, names[3]);
        }
    }

    private static JsonNode mask(String field, JsonNode node, JsonNode parent, Masking masking) {
        return switch (node) {
            case ObjectNode object -> {
                var masked = JSON.createObjectNode();
                object.properties()
                        .forEach(each ->
                                masked.set(
                                        each.getKey(),
                                        mask(each.getKey(), each.getValue(), object, masking)));
                yield masked;
            }
            case ArrayNode array -> {
                var masked = JSON.createArrayNode();
                array.forEach(each -> masked.add(mask(field, each, parent, masking)));
                yield masked;
            }
            case TextNode text -> TextNode.valueOf(value(field, text.asText(), parent, masking));
            default -> node;
        };
    }

    private static String value(String field, String text, JsonNode parent, Masking masking) {
        if (text.isEmpty()) {
            return text;
        }
        return switch (field) {
            case "kind", "run", "phase", "boot", "table", "filesystem", "step", "order", "tools" ->
                    text;
            case "plan",
                    "message",
                    "sentence",
                    "failure",
                    "trouble",
                    "uses",
                    "signature",
                    "rule",
                    "path",
                    "model",
                    "product" ->
                    masking.text(text);
            case "id", "machines" -> masking.name(Secret.MACHINE, text);
            case "name" -> named(text, parent, masking);
            case "serial", "wwn" -> masking.name(Secret.SERIAL, text);
            case "mac" -> masking.name(Secret.MAC, text);
            case "label" -> masking.name(Secret.LABEL, text);
            case "manifest" -> masking.name(Secret.KEY, text);
            case "image" -> image(text, masking);
            case "address" -> address(text, masking);
            default -> "(%d characters left out)".formatted(text.length());
        };
    }

    /// An interface's name is `eth0`, or made of its address.
    private static String named(String text, JsonNode parent, Masking masking) {
        if (parent.has("mac")) {
            masking.name(Secret.MAC, parent.path("mac").asText());
            return masking.text(text);
        }
        return masking.name(parent.has("machines") ? Secret.ROOM : Secret.MACHINE, text);
    }

    /// `lab@2`: a reader may know the version.
    static String image(String exactName, Masking masking) {
        int version = exactName.lastIndexOf('@');
        if (version < 1) {
            return masking.name(Secret.IMAGE, exactName);
        }
        return masking.name(Secret.IMAGE, exactName.substring(0, version))
                + exactName.substring(version);
    }

    /// A host; its port after a space or a colon.
    private static String address(String text, Masking masking) {
        if (HOST_AND_PORT.matcher(text).matches()) {
            return masking.text(text);
        }
        var words = text.split(" ", 2);
        var host = masking.name(Secret.ADDRESS, words[0].toLowerCase(Locale.ROOT));
        return words.length == 1 ? host : host + " " + masking.text(words[1]);
    }
}
