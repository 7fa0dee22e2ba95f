package dev.nodecast.scenarios.trace.source;

import dev.nodecast.scheduler.diagnostics.InvalidInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON trace as a tree, with the line of any value that turns out wrong. */
public final class JsonDocument {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final TraceFile file;
    private final JsonNode root;

    private JsonDocument(TraceFile file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Parses {@code file}.
     *
     * @throws InvalidInput if it is not JSON, is cut off, repeats a key or is nested too deeply
     */
    public static JsonDocument parse(TraceFile file) {
        try {
            return new JsonDocument(file, MAPPER.readTree(file.text()));
        } catch (JacksonException e) {
            boolean cutOff = e instanceof UnexpectedEndOfInputException;
            throw (InvalidInput) file.error(
                            lineOf(e.getLocation()),
                            cutOff
                                    ? "the end of the file inside a JSON value"
                                    : "broken JSON (" + e.getOriginalMessage() + ")",
                            "a complete JSON document",
                            cutOff ? "the file is cut off: fetch it again" : "fix the file or fetch it again")
                    .initCause(e);
        }
    }

    public TraceFile file() {
        return file;
    }

    public JsonNode root() {
        return root;
    }

    /** The value at {@code pointer} (RFC 6901), which must exist. */
    public JsonNode require(String pointer, String expected) {
        JsonNode node = root.at(pointer);
        if (node.isMissingNode() || node.isNull()) {
            throw bad(pointer, expected);
        }
        return node;
    }

    /** The text at {@code key} of the object at {@code pointer}. */
    public String text(JsonNode object, String pointer, String key) {
        JsonNode node = object.get(key);
        if (node == null || !node.isString() || node.stringValue().isEmpty()) {
            throw bad(pointer + "/" + key, "a string");
        }
        return node.stringValue();
    }

    /** A complaint about the value at {@code pointer}, to be thrown. */
    public InvalidInput bad(String pointer, String expected) {
        JsonNode node = root.at(pointer);
        String found = node.isMissingNode() ? "nothing" : shortened(node.toString());
        return file.error(
                lineOfPointer(pointer), found + " at " + pointer, expected, "fix the value or name another format");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 37) + "...";
    }

    /** The line of the value at {@code pointer}, or of its nearest ancestor, found by reading the file once more. */
    private int lineOfPointer(String pointer) {
        String wanted = pointer;
        while (true) {
            int line = searchLine(wanted);
            if (line > 0 || wanted.isEmpty()) {
                return Math.max(line, 1);
            }
            wanted = wanted.substring(0, wanted.lastIndexOf('/'));
        }
    }

    private int searchLine(String pointer) {
        try (JsonParser parser = MAPPER.createParser(file.text())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean starts = !token.isStructEnd() && token != JsonToken.PROPERTY_NAME;
                if (starts && contextPointer(parser, token).equals(pointer)) {
                    return lineOf(parser.currentTokenLocation());
                }
            }
            return 0;
        }
    }

    private static String contextPointer(JsonParser parser, JsonToken token) {
        var context = parser.streamReadContext();
        var place = token.isStructStart() ? context.getParent() : context;
        return place == null || place.inRoot() ? "" : place.pathAsPointer().toString();
    }

    private static int lineOf(@Nullable TokenStreamLocation location) {
        return location == null ? 0 : Math.max(location.getLineNr(), 0);
    }
}
