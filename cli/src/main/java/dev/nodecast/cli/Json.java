package dev.nodecast.cli;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the commands print it. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final JsonMapper ONE_LINE = JsonMapper.shared();

    private Json() {}

    /** On one line, without its end. */
    static String line(Object value) {
        return ONE_LINE.writeValueAsString(value);
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
