package dev.nodecast.scenarios.file.binding;

import dev.nodecast.scheduler.manifest.tree.Field;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How the values of one class are written: a reader that reports what it cannot read, and the same as JSON Schema. */
public interface ValueForm<T> {

    Optional<T> read(Field field);

    /** A JSON Schema as maps, lists, text, numbers and booleans. */
    Map<String, Object> schema();

    static <T> ValueForm<T> of(Function<Field, Optional<T>> reader, Map<String, Object> schema) {
        return new ValueForm<>() {
            @Override
            public Optional<T> read(Field field) {
                return reader.apply(field);
            }

            @Override
            public Map<String, Object> schema() {
                return schema;
            }
        };
    }
}
