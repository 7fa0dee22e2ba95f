package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.PodDisruptionBudget;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import dev.nodecast.scheduler.review.system.Workload;

/** Queue workers that consolidation may evict in the middle of a job. */
public final class ConsolidationOfBusyWorkers extends Rule {

    /** The rule. */
    public ConsolidationOfBusyWorkers() {
        super(
                "NC1213",
                "Consolidation may evict busy workers",
                "With WhenEmptyOrUnderutilized (v1beta1: WhenUnderutilized) Karpenter moves pods from nodes that could be cheaper,"
                        + " whether or not they work on a job. A PodDisruptionBudget, the annotation karpenter.sh/do-not-disrupt"
                        + " or the policy WhenEmpty keeps it from that.",
                "https://karpenter.sh/docs/concepts/disruption/#pod-level-controls");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Workload workload : system.workloads()) {
            if (!workload.isQueueWorker() || isProtected(system, workload)) {
                continue;
            }
            for (Pool pool : system.poolsFor(workload)) {
                if (pool.value().disruption().policy() != NodePool.Policy.WHEN_EMPTY) {
                    findings.add(warning(
                                    pool.manifest().markAt("spec", "disruption", "consolidationPolicy"),
                                    "consolidation of pool `" + pool.name() + "` may evict busy workers of " + workload)
                            .field("spec.disruption.consolidationPolicy")
                            .found("no PodDisruptionBudget and no `" + WellKnown.DO_NOT_DISRUPT + "` for the workers")
                            .expected("a protection of pods that work on a job")
                            .consequence("workers lose their job's progress whenever a cheaper placement turns up")
                            .help(
                                    "write `consolidationPolicy: WhenEmpty` for pools of queue workers, or annotate busy pods with `"
                                            + WellKnown.DO_NOT_DISRUPT + ": \"true\"`"));
                }
            }
        }
    }

    private static boolean isProtected(ReviewedSystem system, Workload workload) {
        return workload.template().annotations().has(WellKnown.DO_NOT_DISRUPT)
                || system.manifests().of(PodDisruptionBudget.class).stream()
                        .filter(p ->
                                p.header().namespace().equals(workload.header().namespace()))
                        .map(p -> p.value().selector())
                        .anyMatch(selector -> selector != null
                                && selector.matches(workload.template().labels()));
    }
}
