package dev.nodecast.aws.kubernetes;

import dev.nodecast.scheduler.lifecycle.NodePoolHash;
import dev.nodecast.scheduler.lifecycle.NodePoolHash.Part;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.WellKnown;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the mark of its template on each NodePool, as Karpenter does ({@code pkg/controllers/nodepool/hash}). */
final class PoolMarks {

    private static final Logger LOG = LoggerFactory.getLogger(PoolMarks.class);

    private final Outbox outbox;
    private final boolean watchedOnly;

    /** @param watchedOnly whether nothing may be written */
    PoolMarks(Outbox outbox, boolean watchedOnly) {
        this.outbox = outbox;
        this.watchedOnly = watchedOnly;
    }

    /** What the template of a pool states, be it empty. */
    static Set<Part> stated(GenericKubernetesResource pool) {
        Set<Part> stated = EnumSet.noneOf(Part.class);
        Map<?, ?> template = map(map(pool.getAdditionalProperties().get("spec")).get("template"));
        Map<?, ?> meta = map(template.get("metadata"));
        Map<?, ?> spec = map(template.get("spec"));
        state(stated, Part.LABELS, meta.get("labels"));
        state(stated, Part.ANNOTATIONS, meta.get("annotations"));
        state(stated, Part.TAINTS, spec.get("taints"));
        state(stated, Part.STARTUP_TAINTS, spec.get("startupTaints"));
        return stated;
    }

    private static void state(Set<Part> stated, Part part, @Nullable Object value) {
        if (value != null) {
            stated.add(part);
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    /** What a watch shows of a pool, with the mark that it must bear, which is written where it does not. */
    Change marked(Change change) {
        if (!(change.value() instanceof NodePool pool)) {
            return change;
        }
        NodePool marked = NodePoolHash.marked(pool, change.extras().stated());
        if (!watchedOnly && !marked.equals(pool)) {
            write(marked);
        }
        return change.with(marked);
    }

    private void write(NodePool pool) {
        Labels annotations = pool.meta().annotations();
        Map<String, String> marks = Map.of(
                WellKnown.NODE_POOL_HASH,
                String.valueOf(annotations.get(WellKnown.NODE_POOL_HASH)),
                WellKnown.NODE_POOL_HASH_VERSION,
                NodePoolHash.VERSION);
        outbox.write(WatchedKind.NODE_POOL.resource() + "/" + pool.name(), requests -> {
            ApiReply reply = requests.send(ApiRequest.patch(
                    WatchedKind.NODE_POOL.path(pool.name()), Map.of("metadata", Map.of("annotations", marks))));
            if (!reply.ok() && !reply.notFound()) {
                LOG.error(
                        "NodePool {} could not be marked with the hash of its template: {}",
                        pool.name(),
                        reply.message());
            }
        });
    }
}
