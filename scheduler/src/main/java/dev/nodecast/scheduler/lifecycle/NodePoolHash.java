package dev.nodecast.scheduler.lifecycle;

import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodePool.Template;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;

/**
 * The mark by which claims are seen to be made from an older template of their pool (Karpenter {@code nodepool/hash}):
 * labels, annotations, taints, class, expiry and grace period count; requirements do not, they are compared themselves.
 * The arithmetic is ours, and so is the version: claims that another controller marked do not compare with it.
 */
public final class NodePoolHash {

    static final String VERSION = "nodecast-1";

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private NodePoolHash() {}

    /** The pool with the mark of its template as it is now. */
    public static NodePool marked(NodePool pool) {
        ObjectMeta meta = pool.meta();
        Labels annotations = meta.annotations()
                .with(WellKnown.NODE_POOL_HASH, Long.toUnsignedString(hash(text(pool.template()))))
                .with(WellKnown.NODE_POOL_HASH_VERSION, VERSION);
        return new NodePool(
                meta.withAnnotations(annotations),
                pool.template(),
                pool.disruption(),
                pool.limits(),
                pool.nodeLimit(),
                pool.weight(),
                pool.replicas());
    }

    private static String text(Template template) {
        return String.join(
                "\n",
                template.labels().byKey().toString(),
                template.annotations().byKey().toString(),
                text(template.taints()),
                text(template.startupTaints()),
                template.nodeClassRef().toString(),
                String.valueOf(template.expireAfterNs()),
                String.valueOf(template.terminationGracePeriodNs()));
    }

    /** In whatever order they are written. */
    private static String text(List<Taint> taints) {
        return taints.stream().map(Taint::toString).sorted().toList().toString();
    }

    /** 64-bit FNV-1a. */
    private static long hash(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
