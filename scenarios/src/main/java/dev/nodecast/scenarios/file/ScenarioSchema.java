package dev.nodecast.scenarios.file;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The scenario file's JSON Schema, for editors. */
public final class ScenarioSchema {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ScenarioSchema() {}

    /** The schema as JSON text. */
    public static String json() {
        return MAPPER.writeValueAsString(ScenarioReader.schema()) + "\n";
    }
}
