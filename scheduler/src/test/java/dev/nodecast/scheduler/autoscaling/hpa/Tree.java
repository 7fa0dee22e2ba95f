package dev.nodecast.scheduler.autoscaling.hpa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object in the test data, read with the types that are expected. */
record Tree(Map<String, Object> map) {

    @SuppressWarnings("unchecked")
    static Tree of(@Nullable Object value) {
        return new Tree(value == null ? Map.of() : (Map<String, Object>) value);
    }

    boolean has(String key) {
        return map.get(key) != null;
    }

    Tree at(String key) {
        return of(map.get(key));
    }

    String text(String key) {
        return String.valueOf(map.get(key));
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(map.get(key));
    }

    int integer(String key) {
        return number(key).intValue();
    }

    @Nullable
    Integer integerOrNull(String key) {
        return has(key) ? number(key).intValue() : null;
    }

    Number number(String key) {
        Object value = map.get(key);
        if (value instanceof Number number) {
            return number;
        }
        throw new AssertionError("found " + value + " at " + key + ", expected a number");
    }

    /** Seconds as nanoseconds. */
    long ns(String key) {
        return Math.round(number(key).doubleValue() * 1e9);
    }

    @SuppressWarnings("unchecked")
    List<Object> list(String key) {
        Object value = map.get(key);
        return value == null ? List.of() : (List<Object>) value;
    }

    List<Tree> trees(String key) {
        return list(key).stream().map(Tree::of).toList();
    }

    Map<String, Long> longs() {
        Map<String, Long> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(key, ((Number) value).longValue()));
        return result;
    }
}
