package dev.nodecast.scenarios.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema (draft 2020-12) of what {@link ResultJson} writes, derived from the same records. */
public final class ResultSchema {

    private static final String ESTIMATE = "estimate";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ResultSchema() {}

    /** The schema as JSON text. */
    public static String json() {
        return MAPPER.writeValueAsString(schema()) + "\n";
    }

    private static Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : ScenarioResult.class.getRecordComponents()) {
            if (component.getType() == Figures.class) {
                properties.putAll(properties(Figures.class));
            } else {
                properties.put(component.getName(), of(component.getGenericType()));
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Nodecast result, schema version " + ScenarioResult.SCHEMA_VERSION);
        schema.put(
                "description",
                "Money in USD, times in seconds, GPU time in hours. With several replications each number of the"
                        + " result is an object with mean and 95 % confidence interval. null: nothing was observed.");
        schema.putAll(object(properties));
        schema.put("$defs", Map.of(ESTIMATE, estimate()));
        return schema;
    }

    private static Map<String, Object> estimate() {
        Map<String, Object> number = Map.of("type", List.of("number", "null"));
        Map<String, Object> parts = new LinkedHashMap<>();
        List.of("mean", "low", "high").forEach(part -> parts.put(part, number));
        return Map.of("oneOf", List.of(number, object(parts)));
    }

    private static Map<String, Object> properties(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
            properties.put(renamed == null ? component.getName() : renamed.value(), of(component.getGenericType()));
        }
        return properties;
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("additionalProperties", false);
        object.put("required", new ArrayList<>(properties.keySet()));
        object.put("properties", properties);
        return object;
    }

    private static Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            Map<String, Object> element = of(arguments[arguments.length - 1]);
            return parameterized.getRawType() == List.class
                    ? Map.of("type", "array", "items", element)
                    : Map.of("type", "object", "additionalProperties", element);
        }
        if (type == Estimate.class) {
            return Map.of("$ref", "#/$defs/" + ESTIMATE);
        }
        if (type == String.class) {
            return Map.of("type", "string");
        }
        if (type == boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == int.class || type == long.class) {
            return Map.of("type", "integer");
        }
        return type == double.class ? Map.of("type", "number") : object(properties((Class<?>) type));
    }
}
