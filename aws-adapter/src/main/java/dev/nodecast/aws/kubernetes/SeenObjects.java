package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.PersistentVolumeClaim;
import dev.nodecast.scheduler.model.Pod;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the watches have shown last of objects that are only looked at. On the loop's thread only. */
final class SeenObjects implements Detachments.View {

    private final Map<WatchedKind, Map<ObjectKey, Seen>> byKind = new EnumMap<>(WatchedKind.class);

    /**
     * An object.
     *
     * @param replicas {@code status.replicas}, where it is a workload
     */
    record Seen(Object value, String uid, int replicas) {}

    /** Takes in a change; what was there before, or null for nothing. */
    @Nullable
    Seen take(Change change) {
        Map<ObjectKey, Seen> known = known(change.kind());
        Object value = change.value();
        return value == null
                ? known.remove(change.key())
                : known.put(
                        change.key(),
                        new Seen(value, change.uid(), change.extras().replicas()));
    }

    /** What is known of an object now; null for nothing. */
    @Nullable
    Seen last(WatchedKind kind, ObjectKey key) {
        return known(kind).get(key);
    }

    private Map<ObjectKey, Seen> known(WatchedKind kind) {
        return byKind.computeIfAbsent(kind, _ -> new HashMap<>());
    }

    private @Nullable Object value(WatchedKind kind, ObjectKey key) {
        Seen seen = known(kind).get(key);
        return seen == null ? null : seen.value;
    }

    /** The uid of an object; empty where it is not known. */
    String uid(WatchedKind kind, ObjectKey key) {
        Seen seen = known(kind).get(key);
        return seen == null ? "" : seen.uid;
    }

    /** Whether there is such an object. */
    boolean has(WatchedKind kind, ObjectKey key) {
        return known(kind).containsKey(key);
    }

    /** All objects of a kind. */
    <T> List<T> all(WatchedKind kind, Class<T> type) {
        return known(kind).values().stream()
                .map(Seen::value)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** A pod; null where it is not known. */
    @Nullable
    Pod pod(ObjectKey key) {
        return value(WatchedKind.POD, key) instanceof Pod pod ? pod : null;
    }

    @Override
    public List<Pod> podsOn(String node) {
        return all(WatchedKind.POD, Pod.class).stream()
                .filter(pod -> node.equals(pod.nodeName()))
                .toList();
    }

    @Override
    public @Nullable String volumeOf(Pod pod, String claim) {
        ObjectKey key = new ObjectKey(pod.meta().namespace(), claim);
        return value(WatchedKind.PERSISTENT_VOLUME_CLAIM, key) instanceof PersistentVolumeClaim found
                ? found.volumeName()
                : null;
    }
}
