package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.manifest.tree.MapNode;
import dev.nodecast.scheduler.manifest.tree.TreeBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects as the client gives them, as the trees that the one reader of manifests takes. */
final class ObjectTree {

    private ObjectTree() {}

    static MapNode of(GenericKubernetesResource object) {
        String source = object.getKind() + " " + name(object.getMetadata());
        return (MapNode) new TreeBuilder(source).build(map(object));
    }

    private static String name(ObjectMeta meta) {
        return meta.getNamespace() == null ? meta.getName() : meta.getNamespace() + "/" + meta.getName();
    }

    private static Map<String, Object> map(GenericKubernetesResource object) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("apiVersion", object.getApiVersion());
        map.put("kind", object.getKind());
        map.put("metadata", meta(object.getMetadata()));
        map.putAll(object.getAdditionalProperties());
        return map;
    }

    private static Map<String, Object> meta(ObjectMeta meta) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "namespace", meta.getNamespace());
        put(map, "name", meta.getName());
        put(map, "uid", meta.getUid());
        put(map, "resourceVersion", meta.getResourceVersion());
        put(map, "creationTimestamp", meta.getCreationTimestamp());
        put(map, "deletionTimestamp", meta.getDeletionTimestamp());
        put(map, "labels", meta.getLabels());
        put(map, "annotations", meta.getAnnotations());
        List<OwnerReference> owners = meta.getOwnerReferences();
        if (owners != null && !owners.isEmpty()) {
            map.put("ownerReferences", owners.stream().map(ObjectTree::owner).toList());
        }
        return map;
    }

    private static Map<String, Object> owner(OwnerReference reference) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "apiVersion", reference.getApiVersion());
        put(map, "kind", reference.getKind());
        put(map, "name", reference.getName());
        put(map, "uid", reference.getUid());
        put(map, "controller", reference.getController());
        return map;
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null && !Objects.equals(value, Map.of())) {
            map.put(key, value);
        }
    }
}
