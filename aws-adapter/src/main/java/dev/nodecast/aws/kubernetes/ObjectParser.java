package dev.nodecast.aws.kubernetes;

import dev.nodecast.aws.kubernetes.Change.Extras;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.Severity;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.manifest.ManifestReader;
import dev.nodecast.scheduler.manifest.UnreadObject;
import dev.nodecast.scheduler.manifest.tree.TreeNode;
import dev.nodecast.scheduler.model.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads objects of a cluster into the model, by the same reader that files go through. May be used by many threads. */
final class ObjectParser {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectParser.class);

    /** Templates name a class of priority; what it stands for is in the class. */
    private final Map<String, TreeNode> priorityClasses = new ConcurrentSkipListMap<>();

    /** The object as a change, or null where it cannot be read, which is logged. */
    @Nullable
    Change seen(WatchedKind kind, GenericKubernetesResource object) {
        TreeNode tree = ObjectTree.of(object);
        ObjectMeta meta = object.getMetadata();
        if (kind == WatchedKind.PRIORITY_CLASS) {
            priorityClasses.put(meta.getName(), tree);
        }
        Object value = kind == WatchedKind.VOLUME_ATTACHMENT ? VolumeAttachment.of(object) : read(kind, tree);
        return value == null
                ? null
                : new Change(kind, key(meta), meta.getUid(), version(meta), value, extras(kind, object));
    }

    Change gone(WatchedKind kind, GenericKubernetesResource object) {
        ObjectMeta meta = object.getMetadata();
        if (kind == WatchedKind.PRIORITY_CLASS) {
            priorityClasses.remove(meta.getName());
        }
        String uid = meta.getUid() == null ? "" : meta.getUid();
        return new Change(kind, key(meta), uid, version(meta), null, Extras.NONE);
    }

    /** Pods carry their priority; what makes pods does not. */
    private @Nullable Object read(WatchedKind kind, TreeNode tree) {
        List<TreeNode> trees = new ArrayList<>();
        if (kind.namespaced() && kind != WatchedKind.POD) {
            trees.addAll(priorityClasses.values());
        }
        trees.add(tree);
        Diagnostics diagnostics = new Diagnostics();
        List<Manifest<?>> read =
                ManifestReader.ofCluster(diagnostics).readTrees(trees).all();
        diagnostics.list(Severity.ERROR).forEach(problem -> LOG.warn("{}", problem.oneLine()));
        Object value = read.isEmpty() ? null : read.getLast().value();
        return value instanceof UnreadObject ? null : value;
    }

    private static ObjectKey key(ObjectMeta meta) {
        return new ObjectKey(meta.getNamespace() == null ? "" : meta.getNamespace(), meta.getName());
    }

    /** Versions grow (KEP-5504); one that is no number, which no API server gives, counts as the newest. */
    static long version(ObjectMeta meta) {
        String text = meta.getResourceVersion();
        return text != null && !text.isEmpty() && text.chars().allMatch(Character::isDigit)
                ? Long.parseLong(text)
                : Long.MAX_VALUE;
    }

    private static Extras extras(WatchedKind kind, GenericKubernetesResource object) {
        ObjectMeta meta = object.getMetadata();
        Map<?, ?> status = object.getAdditionalProperties().get("status") instanceof Map<?, ?> map ? map : Map.of();
        return new Extras(
                meta.getFinalizers() == null ? List.of() : List.copyOf(meta.getFinalizers()),
                conditions(status),
                meta.getGeneration() == null ? 0 : meta.getGeneration(),
                status.get("replicas") instanceof Number replicas ? replicas.intValue() : 0,
                kind == WatchedKind.NODE_POOL ? PoolMarks.stated(object) : Set.of(),
                status.get("lastActiveTime") instanceof String time ? instant(time) : null);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are texts
    private static List<Map<String, Object>> conditions(Map<?, ?> status) {
        return status.get("conditions") instanceof List<?> list ? (List<Map<String, Object>>) list : List.of();
    }
}
