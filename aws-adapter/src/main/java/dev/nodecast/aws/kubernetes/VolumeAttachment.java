package dev.nodecast.aws.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That a volume is attached to a node (storage.k8s.io/v1).
 *
 * @param volume the name of the PersistentVolume; empty where it is another kind of volume
 */
record VolumeAttachment(String name, String node, String volume) {

    static VolumeAttachment of(GenericKubernetesResource object) {
        Map<?, ?> spec = map(object.getAdditionalProperties().get("spec"));
        return new VolumeAttachment(
                object.getMetadata().getName(),
                text(spec.get("nodeName")),
                text(map(spec.get("source")).get("persistentVolumeName")));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
