package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;
import java.util.List;

/** Pods that only spot pools can take. */
public final class NoOnDemandFallback extends Rule {

    /** The rule. */
    public NoOnDemandFallback() {
        super(
                "NC1202",
                "No on-demand fallback",
                "When EC2 has no spot capacity, Karpenter falls back to on-demand only inside a pool that allows both capacity"
                        + " types, or to another pool that the pods tolerate. Pods that only spot pools can take wait until spot"
                        + " capacity returns.",
                "https://karpenter.sh/docs/concepts/nodepools/#capacity-type");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Workload workload : system.workloads()) {
            List<Pool> pools = system.poolsFor(workload);
            boolean spotOnly = !pools.isEmpty() && pools.stream().allMatch(p -> p.spot() && !p.onDemand());
            if (spotOnly
                    && (workload.gpus() > 0 || !workload.pod().nodeSelector().isEmpty())) {
                report(system, workload, pools, findings);
            }
        }
    }

    private void report(ReviewedSystem system, Workload workload, List<Pool> pools, Diagnostics findings) {
        List<String> outOfReach = system.pools().stream()
                .filter(Pool::onDemand)
                .filter(p -> !p.taintsAgainst(workload.pod()).isEmpty())
                .map(p -> "`" + p.name() + "` sells on-demand but its taint `"
                        + p.taintsAgainst(workload.pod()).getFirst().key() + "` is not tolerated")
                .toList();
        findings.add(warning(
                        workload.podMark("tolerations"),
                        workload + " has no on-demand fallback: only spot pools can take its pods")
                .field("spec.template.spec.tolerations")
                .found("only "
                        + String.join(
                                ", ",
                                pools.stream().map(p -> "`" + p.name() + "`").toList())
                        + (outOfReach.isEmpty() ? "" : "; " + String.join("; ", outOfReach)))
                .expected("a pool with on-demand capacity whose taints the pods tolerate")
                .consequence("when the spot capacity of these types is gone in these zones, the pods stay pending")
                .help(
                        "allow `on-demand` beside `spot` in the pool (Karpenter takes spot first), or tolerate the taint of an"
                                + " on-demand pool with a lower weight than the spot pool's"));
    }
}
