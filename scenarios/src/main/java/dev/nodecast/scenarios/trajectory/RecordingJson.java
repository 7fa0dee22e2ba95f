package dev.nodecast.scenarios.trajectory;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A recording as JSON. */
public final class RecordingJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RecordingJson() {}

    /** The JSON text, indented, with a line feed at its end. */
    public static String write(Recording recording) {
        return MAPPER.writeValueAsString(recording) + "\n";
    }
}
