package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.Taint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of a node. Others write to nodes at the same time: only what differs is written, and the lists, which a
 * patch can only replace as a whole, are made anew from the node as it is and sent with its version.
 *
 * @param owner the reference to the claim whose node it has become; null where it stays as it is
 */
record NodePatch(
        Map<String, @Nullable String> labels,
        Map<String, @Nullable String> annotations,
        List<Taint> added,
        List<Taint> removed,
        @Nullable Map<String, Object> owner) {

    /** What leads from one to the other. */
    static NodePatch between(Node before, Node after, @Nullable Map<String, Object> owner) {
        return new NodePatch(
                changed(before.meta().labels(), after.meta().labels()),
                changed(before.meta().annotations(), after.meta().annotations()),
                missing(after.taints(), before.taints()),
                missing(before.taints(), after.taints()),
                owner);
    }

    private static Map<String, @Nullable String> changed(Labels before, Labels after) {
        Map<String, @Nullable String> changed = new LinkedHashMap<>();
        after.byKey().forEach((key, value) -> {
            if (!before.has(key, value)) {
                changed.put(key, value);
            }
        });
        before.byKey().keySet().stream().filter(key -> !after.has(key)).forEach(key -> changed.put(key, null));
        return changed;
    }

    private static List<Taint> missing(List<Taint> some, List<Taint> others) {
        return some.stream()
                .filter(taint -> others.stream().noneMatch(taint::matches))
                .toList();
    }

    /** Whether it replaces lists, so that the node's version counts. */
    boolean lists() {
        return !added.isEmpty() || !removed.isEmpty() || owner != null;
    }

    /** The patch of a node that is now so. */
    Map<String, Object> of(Node now, List<String> finalizers, long version) {
        Map<String, Object> meta = new LinkedHashMap<>();
        if (!labels.isEmpty()) {
            meta.put("labels", labels);
        }
        if (!annotations.isEmpty()) {
            meta.put("annotations", annotations);
        }
        if (owner != null) {
            meta.put("ownerReferences", List.of(owner));
            meta.put("finalizers", with(finalizers));
        }
        if (lists()) {
            meta.put("resourceVersion", Long.toString(version));
        }
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("metadata", meta);
        if (!added.isEmpty() || !removed.isEmpty()) {
            patch.put("spec", Map.of("taints", NodeClaimForm.taints(taints(now))));
        }
        return patch;
    }

    private static List<String> with(List<String> finalizers) {
        List<String> all = new ArrayList<>(finalizers);
        if (!all.contains(Karpenter.FINALIZER)) {
            all.add(Karpenter.FINALIZER);
        }
        return all;
    }

    private List<Taint> taints(Node now) {
        List<Taint> taints = new ArrayList<>(now.taints());
        taints.removeIf(taint -> removed.stream().anyMatch(taint::matches));
        for (Taint taint : added) {
            if (taints.stream().noneMatch(taint::matches)) {
                taints.add(taint);
            }
        }
        return taints;
    }
}
