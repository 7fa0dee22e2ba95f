package dev.nodecast.aws.testbed.rehearsal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of a played cluster, with as much of an API server's manners as a controller notices: versions, events in their
 * order, merge patches, and deletions that wait for finalizers. Nothing is validated.
 */
final class PlayedObjects {

    private final SortedMap<ApiPath, ObjectNode> objects = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private long version;

    /** A change of an object; its version is its place among all changes. */
    record Event(long version, String type, ApiPath path, ObjectNode object) {}

    synchronized ObjectNode list(ApiPath path) {
        ObjectNode list = JsonMapper.shared().createObjectNode();
        list.put("kind", "List").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", Long.toString(version));
        list.putArray("items").addAll(of(path));
        return list;
    }

    /** The kinds there are in a group and version, as discovery tells them. */
    synchronized ObjectNode kinds(String groupVersion) {
        ObjectNode list = JsonMapper.shared().createObjectNode();
        list.put("kind", "APIResourceList").put("apiVersion", "v1").put("groupVersion", groupVersion);
        SortedMap<String, ObjectNode> found = new TreeMap<>();
        objects.forEach((path, object) -> {
            if (object.path("apiVersion").asString("").equals(groupVersion)) {
                found.computeIfAbsent(
                        path.plural(),
                        plural -> JsonMapper.shared()
                                .createObjectNode()
                                .put("name", plural)
                                .put("kind", object.path("kind").asString(""))
                                .put("namespaced", !path.namespace().isEmpty()));
            }
        });
        list.putArray("resources").addAll(found.values());
        return list;
    }

    /** Those of a collection; they are copies. */
    synchronized List<ObjectNode> of(ApiPath path) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().isIn(path))
                .map(entry -> entry.getValue().deepCopy())
                .toList();
    }

    synchronized Optional<ObjectNode> get(ApiPath path) {
        return Optional.ofNullable(objects.get(path.object())).map(ObjectNode::deepCopy);
    }

    /** Those after a version, waited for where there are none yet; empty where none came in the time. */
    synchronized List<Event> after(long known, ApiPath path, long waitMs) throws InterruptedException {
        long until = System.nanoTime() + waitMs * 1_000_000;
        while (true) {
            List<Event> news = events.stream()
                    .filter(event -> event.version() > known && event.path().isIn(path))
                    .toList();
            long leftMs = (until - System.nanoTime()) / 1_000_000;
            if (!news.isEmpty() || leftMs <= 0) {
                return news;
            }
            wait(leftMs);
        }
    }

    synchronized ObjectNode create(ApiPath collection, JsonNode given) {
        ObjectNode object = (ObjectNode) given.deepCopy();
        ObjectNode metadata = object.withObject("/metadata");
        if (!metadata.has("name")) {
            metadata.put("name", metadata.path("generateName").asString("") + (version + 1));
        }
        if (!collection.namespace().isEmpty()) {
            metadata.put("namespace", collection.namespace());
        }
        metadata.put("uid", new UUID(0, version + 1).toString());
        metadata.put("creationTimestamp", now());
        metadata.put("generation", 1);
        return put("ADDED", collection.named(metadata.path("name").asString()), object);
    }

    /** What is there of an object, with a change; empty where there is none. */
    synchronized Optional<ObjectNode> patch(ApiPath path, JsonNode change) {
        ObjectNode present = objects.get(path.object());
        if (present == null) {
            return Optional.empty();
        }
        ObjectNode object = present.deepCopy();
        merge(object, change);
        boolean ended = object.path("metadata").has("deletionTimestamp")
                && object.path("metadata").path("finalizers").isEmpty();
        return Optional.of(ended ? remove(path.object(), object) : put("MODIFIED", path.object(), object));
    }

    synchronized Optional<ObjectNode> delete(ApiPath path) {
        ObjectNode present = objects.get(path.object());
        if (present == null) {
            return Optional.empty();
        }
        ObjectNode object = present.deepCopy();
        if (object.path("metadata").path("finalizers").isEmpty()) {
            return Optional.of(remove(path.object(), object));
        }
        object.withObject("/metadata").put("deletionTimestamp", now());
        return Optional.of(put("MODIFIED", path.object(), object));
    }

    private ObjectNode remove(ApiPath path, ObjectNode object) {
        objects.remove(path);
        return tell("DELETED", path, object);
    }

    private ObjectNode put(String type, ApiPath path, ObjectNode object) {
        objects.put(path, object);
        return tell(type, path, object);
    }

    private ObjectNode tell(String type, ApiPath path, ObjectNode object) {
        object.withObject("/metadata").put("resourceVersion", Long.toString(++version));
        events.add(new Event(version, type, path, object.deepCopy()));
        notifyAll();
        return object.deepCopy();
    }

    /** As RFC 7396 has it. */
    private static void merge(ObjectNode target, JsonNode change) {
        for (Map.Entry<String, JsonNode> field : change.properties()) {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue().isObject() && target.path(field.getKey()) instanceof ObjectNode inner) {
                merge(inner, field.getValue());
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
