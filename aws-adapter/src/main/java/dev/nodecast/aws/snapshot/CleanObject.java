package dev.nodecast.aws.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects as somebody might have written them: without what the cluster adds, and without what is nobody's business. */
final class CleanObject {

    /** Values of environment variables may be secret, and nothing depends on them. */
    private static final List<String> LEFT_OUT = List.of("env", "envFrom");

    private static final List<String> FROM_METADATA = List.of("name", "namespace", "labels", "annotations");
    private static final List<String> ANNOTATIONS_OF_OTHERS = List.of(
            "kubectl.kubernetes.io/",
            "deployment.kubernetes.io/",
            "deprecated.daemonset.template.generation",
            "meta.helm.sh/");
    private static final List<String> SERVER_SIDE = List.of("status", "metadata", "apiVersion", "kind");

    private CleanObject() {}

    static Map<String, Object> of(Map<String, Object> object) {
        Map<String, Object> clean = new LinkedHashMap<>();
        clean.put("apiVersion", Tree.text(object, "apiVersion"));
        clean.put("kind", Tree.text(object, "kind"));
        clean.put("metadata", metadata(Tree.map(object, "metadata")));
        object.forEach((key, value) -> {
            @Nullable Object kept = SERVER_SIDE.contains(key) ? null : Tree.without(value, LEFT_OUT);
            if (kept != null) {
                clean.put(key, kept);
            }
        });
        return clean;
    }

    private static Map<String, Object> metadata(Map<String, Object> all) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String key : FROM_METADATA) {
            Object value = key.equals("annotations") ? annotations(Tree.map(all, key)) : all.get(key);
            if (value != null && !Map.of().equals(value)) {
                metadata.put(key, value);
            }
        }
        return metadata;
    }

    private static Map<String, Object> annotations(Map<String, Object> all) {
        Map<String, Object> annotations = new LinkedHashMap<>(all);
        annotations.keySet().removeIf(key -> ANNOTATIONS_OF_OTHERS.stream().anyMatch(key::startsWith));
        return annotations;
    }

    /** The simulated cluster runs Deployments: a StatefulSet becomes one of its name, without claims of its own. */
    static Map<String, Object> asDeployment(Map<String, Object> statefulSet) {
        Map<String, Object> deployment = new LinkedHashMap<>(statefulSet);
        Map<String, Object> spec = new LinkedHashMap<>();
        for (String key : List.of("replicas", "selector", "template")) {
            Object value = Tree.map(statefulSet, "spec").get(key);
            if (value != null) {
                spec.put(key, value);
            }
        }
        deployment.put("kind", "Deployment");
        deployment.put("spec", spec);
        return deployment;
    }

    /** Whether something else in the snapshot makes the object, as KEDA makes HorizontalPodAutoscalers. */
    static boolean made(Map<String, Object> object) {
        return Tree.list(object, "metadata", "ownerReferences").stream()
                .anyMatch(owner -> Tree.text(owner, "kind").equals("ScaledObject"));
    }
}
