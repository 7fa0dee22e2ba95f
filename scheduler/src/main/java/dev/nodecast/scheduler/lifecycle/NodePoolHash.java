package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodePool.Template;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mark by which claims are seen to be made from an older template of their pool: the same number that Karpenter computes
 * ({@code NodePool.Hash} in {@code pkg/apis/v1/nodepool.go}), so that neither taking over from it nor going back to it replaces
 * a node. Labels, annotations, taints, class, expiry and grace period count; requirements do not, they are compared themselves.
 */
public final class NodePoolHash {

    /** {@code NodePoolHashVersion}. */
    public static final String VERSION = "v3";

    private NodePoolHash() {}

    /** What a manifest may leave out or state as empty, which the number tells apart although it means the same. */
    public enum Part {
        LABELS,
        ANNOTATIONS,
        TAINTS,
        STARTUP_TAINTS
    }

    /**
     * The pool with the mark of its template as it is now. A mark that it bears already stays where it differs only in which
     * empty parts are stated.
     */
    public static NodePool marked(NodePool pool) {
        Labels annotations = pool.meta().annotations();
        String borne = annotations.get(WellKnown.NODE_POOL_HASH);
        if (borne != null
                && annotations.has(WellKnown.NODE_POOL_HASH_VERSION, VERSION)
                && couldBe(borne, pool.template())) {
            return marked(pool, borne);
        }
        return marked(pool, of(pool.template(), EnumSet.noneOf(Part.class)));
    }

    /** The pool with the mark of its template, of which {@code stated} are stated even if they are empty. */
    public static NodePool marked(NodePool pool, Set<Part> stated) {
        return marked(pool, of(pool.template(), stated));
    }

    private static NodePool marked(NodePool pool, String hash) {
        ObjectMeta meta = pool.meta();
        Labels annotations =
                meta.annotations().with(WellKnown.NODE_POOL_HASH, hash).with(WellKnown.NODE_POOL_HASH_VERSION, VERSION);
        return new NodePool(
                meta.withAnnotations(annotations),
                pool.template(),
                pool.disruption(),
                pool.limits(),
                pool.nodeLimit(),
                pool.weight(),
                pool.replicas());
    }

    private static boolean couldBe(String hash, Template template) {
        int all = 1 << Part.values().length;
        for (int bits = 0; bits < all; bits++) {
            Set<Part> stated = EnumSet.noneOf(Part.class);
            for (Part part : Part.values()) {
                if ((bits & 1 << part.ordinal()) != 0) {
                    stated.add(part);
                }
            }
            if (hash.equals(of(template, stated))) {
                return true;
            }
        }
        return false;
    }

    private static String of(Template template, Set<Part> stated) {
        return StructHash.written(StructHash.of("NodeClaimTemplate")
                .with("ObjectMeta", meta(template, stated))
                .with("Spec", spec(template, stated))
                .value());
    }

    private static @Nullable Long meta(Template template, Set<Part> stated) {
        Long labels = map(template.labels().byKey(), stated.contains(Part.LABELS));
        Long annotations = map(template.annotations().byKey(), stated.contains(Part.ANNOTATIONS));
        return labels == null && annotations == null
                ? null
                : (Long) StructHash.of("ObjectMeta")
                        .with("Labels", labels)
                        .with("Annotations", annotations)
                        .value();
    }

    private static long spec(Template template, Set<Part> stated) {
        NodeClaim.NodeClassRef ref = template.nodeClassRef();
        return StructHash.of("NodeClaimTemplateSpec")
                .with("Taints", taints(template.taints(), stated.contains(Part.TAINTS)))
                .with("StartupTaints", taints(template.startupTaints(), stated.contains(Part.STARTUP_TAINTS)))
                .with(
                        "NodeClassRef",
                        StructHash.of("NodeClassReference")
                                .withText("Kind", ref.kind())
                                .withText("Name", ref.name())
                                .withText("Group", ref.group())
                                .value())
                .with("TerminationGracePeriod", gracePeriod(template.terminationGracePeriodNs()))
                .with("ExpireAfter", expiry(template.expireAfterNs()))
                .value();
    }

    private static @Nullable Long map(Map<String, String> map, boolean stated) {
        return map.isEmpty() && !stated ? null : (Long) StructHash.map(map);
    }

    private static @Nullable Long taints(List<Taint> taints, boolean stated) {
        return taints.isEmpty() && !stated
                ? null
                : (Long) StructHash.slice(
                        taints.stream().map(NodePoolHash::taint).toList());
    }

    private static long taint(Taint taint) {
        return StructHash.of("Taint")
                .withText("Key", taint.key())
                .withText("Value", taint.value())
                .withText("Effect", taint.effect().text())
                .value();
    }

    /** A pointer to a struct around a number, which is left out where it is zero. */
    private static @Nullable Long gracePeriod(@Nullable Long ns) {
        return ns == null
                ? null
                : (Long) StructHash.of("Duration")
                        .with("Duration", ns == 0 ? null : (Long) StructHash.int64(ns))
                        .value();
    }

    /** A struct around a pointer to a number. */
    private static @Nullable Long expiry(@Nullable Long ns) {
        return ns == null
                ? null
                : (Long) StructHash.of("NillableDuration")
                        .with("Duration", StructHash.int64(ns))
                        .value();
    }
}
