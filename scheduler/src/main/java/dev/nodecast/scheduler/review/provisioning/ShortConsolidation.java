package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;

/** GPU nodes are given back sooner than they become useful. */
public final class ShortConsolidation extends Rule {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long BOOT_SECONDS = 210;

    /** The rule. */
    public ShortConsolidation() {
        super(
                "NC1212",
                "GPU nodes go sooner than they come",
                "A GPU node is useful 3.5 to 7 minutes after the pod that needs it was created: boot, device plugin, image pull"
                        + " and model load. A node that is removed after a shorter idle time is often bought again at once, and"
                        + " each time that start is paid for and waited for.",
                "https://karpenter.sh/docs/concepts/disruption/#consolidation");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Pool pool : system.pools()) {
            Long after = pool.value().disruption().consolidateAfterNs();
            boolean stated = pool.manifest()
                    .tree()
                    .at("spec", "disruption", "consolidateAfter")
                    .isPresent();
            if (pool.hasGpus() && onlyGpus(pool) && stated && after != null && after < BOOT_SECONDS * SECOND_NS) {
                findings.add(
                        note(
                                        pool.manifest().markAt("spec", "disruption", "consolidateAfter"),
                                        "nodes of pool `" + pool.name()
                                                + "` are given back sooner than new ones become useful")
                                .field("spec.disruption.consolidateAfter")
                                .found(after / SECOND_NS + " s idle")
                                .expected("about the 3.5 to 7 minutes that a GPU node takes to become useful")
                                .consequence("gaps between jobs of a minute cost a new node's start each")
                                .help(
                                        "simulate longer times: `nodecast compare` shows what idle time costs and what waiting it saves"));
            }
        }
    }

    private static boolean onlyGpus(Pool pool) {
        return pool.types().stream()
                .allMatch(t -> t.capacity().get(dev.nodecast.scheduler.model.Resources.NVIDIA_GPU) > 0);
    }
}
