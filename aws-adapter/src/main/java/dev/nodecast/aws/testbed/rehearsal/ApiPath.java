package dev.nodecast.aws.testbed.rehearsal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the path of a request to an API server means.
 *
 * @param kind group, version and plural: {@code /api/v1/pods}
 * @param namespace empty for what has none, and for all of them
 * @param name empty for all of the kind
 * @param sub the subresource; empty for the object itself
 */
record ApiPath(String kind, String namespace, String name, String sub) implements Comparable<ApiPath> {

    private static final Comparator<ApiPath> ORDER = Comparator.comparing(ApiPath::kind)
            .thenComparing(ApiPath::namespace)
            .thenComparing(ApiPath::name)
            .thenComparing(ApiPath::sub);

    static ApiPath of(String path) {
        List<String> parts = Arrays.asList(path.substring(1).split("/"));
        int base = parts.getFirst().equals("api") ? 2 : 3;
        boolean namespaced = parts.size() > base + 2 && parts.get(base).equals("namespaces");
        int plural = namespaced ? base + 2 : base;
        return new ApiPath(
                "/" + String.join("/", parts.subList(0, Math.min(base, parts.size()))) + "/" + at(parts, plural),
                namespaced ? parts.get(base + 1) : "",
                at(parts, plural + 1),
                at(parts, plural + 2));
    }

    private static String at(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    String plural() {
        return kind.substring(kind.lastIndexOf('/') + 1);
    }

    /** The object itself, where this is a subresource of it. */
    ApiPath object() {
        return new ApiPath(kind, namespace, name, "");
    }

    ApiPath named(String object) {
        return new ApiPath(kind, namespace, object, "");
    }

    /** Whether a collection has it. */
    boolean isIn(ApiPath collection) {
        return kind.equals(collection.kind)
                && (collection.namespace.isEmpty() || namespace.equals(collection.namespace))
                && (collection.name.isEmpty() || name.equals(collection.name));
    }

    @Override
    public int compareTo(ApiPath other) {
        return ORDER.compare(this, other);
    }
}
