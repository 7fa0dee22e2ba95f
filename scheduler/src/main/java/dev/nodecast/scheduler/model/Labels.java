package dev.nodecast.scheduler.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Labels or annotations of an object, sorted by key so that every iteration has one order. */
public record Labels(SortedMap<String, String> byKey) {

    public static final Labels NONE = new Labels(Collections.emptySortedMap());

    public Labels {
        byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    }

    public static Labels of(Map<String, String> byKey) {
        return byKey.isEmpty() ? NONE : new Labels(new TreeMap<>(byKey));
    }

    public static Labels of(String key, String value) {
        TreeMap<String, String> one = new TreeMap<>();
        one.put(key, value);
        return new Labels(one);
    }

    /** The value of {@code key}, or null where there is none. */
    public @Nullable String get(String key) {
        return byKey.get(key);
    }

    public boolean has(String key) {
        return byKey.containsKey(key);
    }

    public boolean has(String key, String value) {
        return value.equals(byKey.get(key));
    }

    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    public Labels with(String key, String value) {
        TreeMap<String, String> copy = new TreeMap<>(byKey);
        copy.put(key, value);
        return new Labels(copy);
    }

    public Labels without(String key) {
        if (!has(key)) {
            return this;
        }
        TreeMap<String, String> copy = new TreeMap<>(byKey);
        copy.remove(key);
        return new Labels(copy);
    }

    /** These labels with all of {@code others}; where both have a key, that of {@code others} holds. */
    public Labels plus(Labels others) {
        if (others.isEmpty()) {
            return this;
        }
        TreeMap<String, String> copy = new TreeMap<>(byKey);
        copy.putAll(others.byKey);
        return new Labels(copy);
    }
}
