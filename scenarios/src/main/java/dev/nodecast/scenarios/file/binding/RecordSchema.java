package dev.nodecast.scenarios.file.binding;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The JSON Schema (draft 2020-12) of a record as {@link RecordReader} reads it, as maps, lists and scalars. */
public final class RecordSchema {

    private final ValueForms forms;

    public RecordSchema(ValueForms forms) {
        this.forms = forms;
    }

    /** The schema of a whole file. */
    public Map<String, Object> of(Class<? extends Record> type, String title) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.putAll(record(type));
        return schema;
    }

    /** Dotted paths of all keys, {@code []} for an item and {@code *} for a free key. */
    public List<String> paths(Class<? extends Record> type) {
        List<String> paths = new ArrayList<>();
        collect(type, "", paths);
        return paths;
    }

    private void collect(Type type, String path, List<String> paths) {
        Class<?> raw = Records.raw(type);
        if (raw == Optional.class) {
            collect(Records.element(type), path, paths);
        } else if (raw == List.class) {
            collect(Records.element(type), path + "[]", paths);
        } else if (raw == Map.class) {
            collect(Records.element(type), path + ".*", paths);
        } else if (raw.isRecord() && forms.of(raw).isEmpty()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                String key = path.isEmpty() ? component.getName() : path + "." + component.getName();
                paths.add(key);
                collect(component.getGenericType(), key, paths);
            }
        }
    }

    private Map<String, Object> record(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Doc doc = Records.doc(component);
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", doc.value());
            property.putAll(schema(component.getGenericType(), doc));
            properties.put(component.getName(), property);
            if (doc.required()) {
                required.add(component.getName());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private Map<String, Object> schema(Type type, Doc doc) {
        Class<?> raw = Records.raw(type);
        if (raw == Optional.class) {
            return schema(Records.element(type), doc);
        }
        if (raw == List.class) {
            return Map.of("type", "array", "items", schema(Records.element(type), doc));
        }
        if (raw == Map.class) {
            return Map.of("type", "object", "additionalProperties", schema(Records.element(type), doc));
        }
        Optional<ValueForm<?>> form = forms.of(raw);
        if (form.isPresent()) {
            return limited(form.get().schema(), doc);
        }
        return raw.isEnum()
                ? Map.of(
                        "type",
                        "string",
                        "enum",
                        List.copyOf(ValueForms.words(raw).keySet()))
                : record(raw);
    }

    private static Map<String, Object> limited(Map<String, Object> schema, Doc doc) {
        Map<String, Object> limited = new TreeMap<>(schema);
        if (doc.min() != Double.NEGATIVE_INFINITY) {
            limited.put("minimum", doc.min());
        }
        if (doc.max() != Double.POSITIVE_INFINITY) {
            limited.put("maximum", doc.max());
        }
        return limited;
    }
}
