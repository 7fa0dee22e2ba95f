package dev.nodecast.scheduler.provisioning.explain;

import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pods that a scheduler cannot tell apart, because they ask for the same. At least one. */
public record PodKind(List<Pod> pods) {

    public PodKind {
        pods = List.copyOf(pods);
    }

    /** Pods by kind, in the order of the first of each. */
    public static List<PodKind> of(List<Pod> pods) {
        record Key(String namespace, PodSpec spec) {}
        Map<Key, List<Pod>> byKey = new LinkedHashMap<>();
        for (Pod pod : pods) {
            byKey.computeIfAbsent(new Key(pod.meta().namespace(), pod.spec()), _ -> new ArrayList<>())
                    .add(pod);
        }
        return byKey.values().stream().map(PodKind::new).toList();
    }

    public Pod first() {
        return pods.getFirst();
    }

    public int count() {
        return pods.size();
    }

    /** The name of the only pod, or “17 pods like web-…”. */
    public String text() {
        return count() == 1 ? name(first()) : like();
    }

    /** “1 pod like web-…”: the same for each of several nodes that take as many pods of the kind. */
    public String like() {
        return count() + (count() == 1 ? " pod" : " pods") + " like " + stem(first()) + "…";
    }

    /** The name of a pod, with the namespace where it is not {@code default}. */
    public static String name(Pod pod) {
        ObjectMeta meta = pod.meta();
        return meta.namespace().equals("default") ? meta.name() : pod.key().toString();
    }

    /** The name up to its last part, which numbers pods or tells them apart at random. */
    private static String stem(Pod pod) {
        String name = name(pod);
        int last = pod.meta().name().lastIndexOf('-');
        return last < 0
                ? name
                : name.substring(0, name.length() - pod.meta().name().length() + last + 1);
    }
}
