package dev.nodecast.aws.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects as maps, lists and scalars, as YAML and JSON have them. */
final class Tree {

    private Tree() {}

    /** The map at the end of a path; empty where there is none. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object tree, String... path) {
        Object at = at(tree, path);
        return at instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(@Nullable Object tree, String... path) {
        Object at = at(tree, path);
        return at instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /** The text at the end of a path; empty where there is none. */
    static String text(@Nullable Object tree, String... path) {
        Object at = at(tree, path);
        return at == null ? "" : String.valueOf(at);
    }

    /** Namespace and name of an object. */
    static String name(Map<String, Object> object) {
        return text(object, "metadata", "namespace") + "/" + text(object, "metadata", "name");
    }

    private static @Nullable Object at(@Nullable Object tree, String... path) {
        Object at = tree;
        for (String key : path) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return at;
    }

    /** A copy without the keys, at any depth. */
    static @Nullable Object without(@Nullable Object tree, List<String> keys) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) -> {
                    if (!keys.contains(String.valueOf(key))) {
                        copy.put(key, without(value, keys));
                    }
                });
                yield copy;
            }
            case List<?> list -> list.stream().map(item -> without(item, keys)).toList();
            case null, default -> tree;
        };
    }
}
