package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;
import java.util.List;

/** Pods that a spot pool and an on-demand pool can take, the on-demand pool first. */
public final class OnDemandBeforeSpot extends Rule {

    /** The rule. */
    public OnDemandBeforeSpot() {
        super(
                "NC1203",
                "An on-demand pool is tried before a spot pool",
                "Karpenter tries pools in the order of their weights, the heaviest first, whatever they cost. Pods that both an"
                        + " on-demand pool and a lighter spot pool can take therefore never get spot instances while the limits"
                        + " of the on-demand pool last.",
                "https://karpenter.sh/docs/concepts/scheduling/#weighted-nodepools");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Workload workload : system.workloads()) {
            List<Pool> pools = system.poolsFor(workload);
            for (Pool dear : pools) {
                pools.stream()
                        .filter(p -> !dear.spot() && p.spot() && !p.onDemand())
                        .filter(p -> p.value().weight() < dear.value().weight())
                        .findFirst()
                        .ifPresent(cheap -> findings.add(warning(
                                        dear.manifest().markAt("spec", "weight"),
                                        "pods of " + workload + " go to on-demand pool `" + dear.name()
                                                + "` before spot pool `" + cheap.name() + "`")
                                .field("spec.weight")
                                .found("weight " + dear.value().weight() + " against "
                                        + cheap.value().weight())
                                .expected("a higher weight for the spot pool, if on-demand is the fallback")
                                .consequence(
                                        "spot instances are bought only after the on-demand pool has reached its limits")
                                .help("give `" + dear.name() + "` a weight below "
                                        + Math.max(1, cheap.value().weight()))));
            }
        }
    }
}
